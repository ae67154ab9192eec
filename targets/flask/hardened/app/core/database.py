"""One connection a request, opened when first needed and closed by the teardown."""

import sqlite3
import uuid
from contextlib import closing, contextmanager

from flask import current_app, g

SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
  id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, email TEXT, password_hash TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'patient' CHECK (role IN ('patient', 'admin')), active INTEGER NOT NULL DEFAULT 1, phone TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), expires_at INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account_id);
CREATE TABLE IF NOT EXISTS refresh_tokens (
  digest TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions (id), expires_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS reset_codes (
  digest TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS doctors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, specialty TEXT NOT NULL, bio TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS doctors_by_specialty ON doctors (specialty, name);
CREATE TABLE IF NOT EXISTS appointments (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), doctor_id INTEGER NOT NULL REFERENCES doctors (id),
  day TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'booked'
) STRICT;
CREATE INDEX IF NOT EXISTS appointments_by_account ON appointments (account_id, day);
CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), media_type TEXT NOT NULL, size INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS documents_by_account ON documents (account_id);
CREATE TABLE IF NOT EXISTS audit_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT, action TEXT NOT NULL, subject TEXT, digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""


def connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=3)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def connection() -> sqlite3.Connection:
    if "connection" not in g:
        g.connection = connect(current_app.config["CLINIC"].database_path)
    return g.connection


def close_connection(_error=None) -> None:
    opened = g.pop("connection", None)
    if opened is not None:
        opened.close()


def rows(sql: str, *values) -> list[dict]:
    return [dict(row) for row in connection().execute(sql, values)]


def one(sql: str, *values) -> dict | None:
    row = connection().execute(sql, values).fetchone()
    return dict(row) if row is not None else None


def execute(sql: str, *values) -> int:
    """Number of rows that changed."""
    return connection().execute(sql, values).rowcount


@contextmanager
def transaction():
    connection().execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection().execute("ROLLBACK")
        raise
    connection().execute("COMMIT")


def prepare(path: str) -> None:
    with closing(connect(path)) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
        opened.executescript(SCHEMA)
        if opened.execute("SELECT COUNT(*) FROM doctors").fetchone()[0]:
            return
        specialties = ("heart", "skin", "teeth", "eyes")
        opened.execute("BEGIN")
        opened.executemany(
            "INSERT INTO doctors VALUES (?, ?, ?, ?)",
            [(number, f"Dr. Number {number}", specialties[number % 4], "Twenty years of practice. " * 4) for number in range(1, 61)],
        )
        # Brought over from the old system; has no password until it is reset.
        account_id = str(uuid.uuid4())
        opened.execute("INSERT INTO accounts (id, username, password_hash) VALUES (?, 'migrated', '!')", (account_id,))
        opened.execute("INSERT INTO appointments (id, account_id, doctor_id, day) VALUES (?, ?, 1, '2027-01-04')", (str(uuid.uuid4()), account_id))
        opened.execute("COMMIT")
