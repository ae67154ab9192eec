import sqlite3


def connect():
    conn = sqlite3.connect("guestbook.db")
    conn.execute("CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, body TEXT)")
    return conn


def add(body):
    with connect() as conn:
        conn.execute("INSERT INTO entries (body) VALUES (?)", (body,))


def latest():
    with connect() as conn:
        return [row[0] for row in conn.execute("SELECT body FROM entries ORDER BY id DESC LIMIT 30")]
