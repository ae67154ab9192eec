from pathlib import Path

import psycopg

DB_PASSWORD = Path("/run/secrets/db_password").read_text(encoding="utf-8").strip()


def connect():
    return psycopg.connect(host="db.internal", user="orders", password=DB_PASSWORD, dbname="orders", connect_timeout=5)


def count_orders():
    with connect() as connection:
        return connection.execute("SELECT count(*) FROM orders").fetchone()[0]
