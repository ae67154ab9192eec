import psycopg2
from flask import current_app, g
from psycopg2.extras import RealDictCursor


def connection():
    if "connection" not in g:
        g.connection = psycopg2.connect(current_app.config["DATABASE_URL"], cursor_factory=RealDictCursor)
    return g.connection


def close(_error=None):
    conn = g.pop("connection", None)
    if conn is not None:
        conn.close()


def fetch_all(query, params=()):
    with connection().cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


def fetch_one(query, params=()):
    rows = fetch_all(query, params)
    return rows[0] if rows else None


def execute(query, params=()):
    with connection() as conn, conn.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.rowcount
