from pathlib import Path

import psycopg

DB_PASSWORD = "Vx3-moor-hen-0142"


def connect():
    return psycopg.connect(host="db.internal", user="orders", password=DB_PASSWORD, dbname="orders", connect_timeout=5)


def count_orders():
    with connect() as connection:
        return connection.execute("SELECT count(*) FROM orders").fetchone()[0]
