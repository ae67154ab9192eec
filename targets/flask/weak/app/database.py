import sqlite3

from app import settings
from app.core.security import hash_password

SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT, email TEXT, password TEXT, role TEXT DEFAULT 'patient',
  active INTEGER DEFAULT 1, phone TEXT, reset_code TEXT, api_key TEXT
);
CREATE TABLE IF NOT EXISTS appointments (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER, doctor_id INTEGER, day TEXT, reason TEXT, state TEXT DEFAULT 'booked'
);
CREATE TABLE IF NOT EXISTS doctors (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, specialty TEXT, bio TEXT);
CREATE TABLE IF NOT EXISTS documents (id INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER, filename TEXT, title TEXT);
CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY AUTOINCREMENT, author TEXT, body TEXT);
"""


def connect():
    connection = sqlite3.connect(settings.DATABASE_PATH)
    connection.row_factory = sqlite3.Row
    return connection


def query(sql, params=()):
    connection = connect()
    rows = [dict(row) for row in connection.execute(sql, params).fetchall()]
    connection.commit()
    connection.close()
    return rows


def one(sql, params=()):
    rows = query(sql, params)
    return rows[0] if rows else None


def insert(sql, params=()):
    connection = connect()
    cursor = connection.execute(sql, params)
    connection.commit()
    new_id = cursor.lastrowid
    connection.close()
    return new_id


def build_filter(filters):
    """Turns {'specialty': 'heart'} into a WHERE clause."""
    clauses = []
    for name, value in filters.items():
        clauses.append("{} = '{}'".format(name, value))
    return " WHERE " + " AND ".join(clauses) if clauses else ""


def prepare():
    connection = connect()
    connection.executescript(SCHEMA)
    connection.commit()
    connection.close()
    if one("SELECT COUNT(*) AS n FROM accounts")["n"]:
        return
    for username, password, role in (("admin", "admin", "admin"), ("nora", "nora1985", "patient"), ("ivan", "ivan-bike", "patient")):
        insert(
            "INSERT INTO accounts (username, email, password, role, phone, api_key) VALUES (?, ?, ?, ?, ?, ?)",
            (username, f"{username}@clinic.example", hash_password(password), role, "+00 555 0142", f"key-{username}"),
        )
    for number in range(1, 61):
        specialty = ("heart", "skin", "teeth", "eyes")[number % 4]
        insert("INSERT INTO doctors (name, specialty, bio) VALUES (?, ?, ?)", (f"Dr. Number {number}", specialty, "Twenty years of practice. " * 4))
    for number in range(1, 31):
        insert(
            "INSERT INTO appointments (account_id, doctor_id, day, reason) VALUES (?, ?, ?, ?)",
            (2 + number % 2, number, f"2027-01-{1 + number % 28:02d}", f"Seeded visit {number}"),
        )
