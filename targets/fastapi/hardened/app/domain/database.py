"""A connection a request, from a small pool; SQLite allows one writer, so more would only wait."""

import queue
import sqlite3
import uuid
from contextlib import contextmanager

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
  id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL DEFAULT '', password_hash TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'client' CHECK (role IN ('client', 'admin')), blocked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), ends INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user_id);
CREATE TABLE IF NOT EXISTS refresh_tokens (
  digest TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions (id), ends INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS attempts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS wallets (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), label TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  goal_cents INTEGER NOT NULL DEFAULT 0, cents INTEGER NOT NULL DEFAULT 10000 CHECK (cents >= 0)
) STRICT;
CREATE INDEX IF NOT EXISTS wallets_by_user ON wallets (user_id, label);
CREATE TABLE IF NOT EXISTS transfers (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, cents INTEGER NOT NULL CHECK (cents > 0), memo TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS transfers_by_source ON transfers (source, id);
CREATE TABLE IF NOT EXISTS articles (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), media_type TEXT NOT NULL, size INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS documents_by_user ON documents (user_id);
CREATE TABLE IF NOT EXISTS audit_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT, action TEXT NOT NULL, subject TEXT, digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""
POOL_SIZE = 8


class Database:
    def __init__(self, path: str):
        self._idle: queue.Queue[sqlite3.Connection] = queue.Queue(POOL_SIZE)
        for _ in range(POOL_SIZE):
            connection = sqlite3.connect(path, isolation_level=None, timeout=3, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            self._idle.put(connection)
        with self.connection() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(SCHEMA)
            self._seed(connection)

    @contextmanager
    def connection(self):
        """Raises queue.Empty when none is free within three seconds."""
        connection = self._idle.get(timeout=3)
        try:
            yield connection
        finally:
            self._idle.put(connection)

    @contextmanager
    def transaction(self):
        with self.connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def rows(self, sql: str, *values) -> list[dict]:
        with self.connection() as connection:
            return [dict(row) for row in connection.execute(sql, values)]

    def first(self, sql: str, *values) -> dict | None:
        with self.connection() as connection:
            row = connection.execute(sql, values).fetchone()
            return dict(row) if row is not None else None

    def change(self, sql: str, *values) -> int:
        with self.connection() as connection:
            return connection.execute(sql, values).rowcount

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get_nowait().close()

    @staticmethod
    def _seed(connection):
        if connection.execute("SELECT COUNT(*) FROM articles").fetchone()[0]:
            return
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO articles VALUES (?, ?, ?)", [(n, f"Saving, part {n}", "Put a little aside each month. " * 3) for n in range(1, 41)])
        user_id = str(uuid.uuid4())
        connection.execute("INSERT INTO users (id, login, password_hash) VALUES (?, 'migrated', '!')", (user_id,))
        connection.execute("INSERT INTO wallets (id, user_id, label) VALUES (?, ?, 'Migrated')", (str(uuid.uuid4()), user_id))
        connection.execute("COMMIT")
