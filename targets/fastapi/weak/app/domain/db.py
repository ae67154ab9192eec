import os
import sqlite3

from app import settings
from app.domain.crypto import digest

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, login TEXT, full_name TEXT, password TEXT, role TEXT DEFAULT 'client',
  blocked INTEGER DEFAULT 0, otp TEXT, iban TEXT);
CREATE TABLE IF NOT EXISTS wallets (id INTEGER PRIMARY KEY, user_id INTEGER, label TEXT, cents INTEGER DEFAULT 10000, note TEXT);
CREATE TABLE IF NOT EXISTS transfers (id INTEGER PRIMARY KEY, source INTEGER, target INTEGER, cents INTEGER, memo TEXT);
CREATE TABLE IF NOT EXISTS rates (currency TEXT, rate REAL);
"""


def rows(sql, *values):
    connection = sqlite3.connect(settings.DATABASE_PATH)
    connection.row_factory = sqlite3.Row
    try:
        result = [dict(row) for row in connection.execute(sql, values)]
        connection.commit()
        return result
    finally:
        connection.close()


def first(sql, *values):
    found = rows(sql, *values)
    return found[0] if found else None


def matching(column, value):
    """Condition for a case-insensitive search."""
    return f"LOWER({column}) LIKE LOWER('%{value}%')"


def update(table, key, values):
    assignments = ", ".join(f"{column} = ?" for column in values)
    rows(f"UPDATE {table} SET {assignments} WHERE id = ?", *values.values(), key)


def prepare():
    os.makedirs(settings.STATEMENTS, exist_ok=True)
    with open(os.path.join(settings.STATEMENTS, "2026-10.txt"), "w") as file:
        file.write("Statement of October\n")
    connection = sqlite3.connect(settings.DATABASE_PATH)
    connection.executescript(SCHEMA)
    connection.close()
    if first("SELECT COUNT(*) AS n FROM users")["n"]:
        return
    for login, password, role in (("administrator", "administrator", "admin"), ("ines", "ines2000", "client"), ("paul", "paul2001", "client")):
        rows("INSERT INTO users (login, full_name, password, role, iban) VALUES (?, ?, ?, ?, ?)", login, login.title(), digest(password), role, "XX00 0000 0000 0001")
    for number in range(1, 41):
        rows("INSERT INTO wallets (user_id, label, note) VALUES (?, ?, ?)", 2 + number % 2, f"Wallet {number}", "for the holidays")
    for number in range(1, 61):
        rows("INSERT INTO transfers (source, target, cents, memo) VALUES (?, ?, ?, ?)", 1 + number % 40, 1 + (number * 7) % 40, 100 * number, f"memo {number}")
    for currency, rate in (("EUR", 1.0), ("NOK", 11.6), ("CHF", 0.94)):
        rows("INSERT INTO rates VALUES (?, ?)", currency, rate)
