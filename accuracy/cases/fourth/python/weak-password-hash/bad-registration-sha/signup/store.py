import os

import psycopg


class Users:
    def __init__(self, dsn):
        self.dsn = dsn

    def exists(self, email):
        with psycopg.connect(self.dsn, connect_timeout=5) as conn:
            return conn.execute("SELECT 1 FROM users WHERE email = %s", (email,)).fetchone() is not None

    def add(self, email, password_hash):
        with psycopg.connect(self.dsn, connect_timeout=5) as conn:
            row = conn.execute(
                "INSERT INTO users (email, password_hash) VALUES (%s, %s) RETURNING id", (email, password_hash)
            ).fetchone()
            return row[0]


def get_users():
    return Users(os.environ["DATABASE_URL"])
