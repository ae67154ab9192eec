"""A small layer over sqlite3."""
import sqlite3

from flask import current_app, g

from config import BASE_DIR, Config


def connect(path):
    con = sqlite3.connect(path)
    con.row_factory = sqlite3.Row
    con.execute("PRAGMA foreign_keys = ON")
    return con


def get_db():
    if "db" not in g:
        g.db = connect(current_app.config["DATABASE"])
    return g.db


def close_db(_error=None):
    con = g.pop("db", None)
    if con is not None:
        con.close()


def all_rows(sql, args=()):
    return get_db().execute(sql, args).fetchall()


def one(sql, args=()):
    return get_db().execute(sql, args).fetchone()


def write(sql, args=()):
    cur = get_db().execute(sql, args)
    get_db().commit()
    return cur.lastrowid


def listing(table, order="id", limit=25, offset=0):
    """Rows of a table for the lists of the phone app."""
    sql = "SELECT * FROM %s ORDER BY %s LIMIT ? OFFSET ?" % (table, order)
    return all_rows(sql, (limit, offset))


def by_ids(ids):
    """Bottles of a selection, in the order of their names."""
    marks = ",".join("?" for _ in ids)
    return all_rows(f"SELECT * FROM bottles WHERE id IN ({marks}) ORDER BY name", tuple(ids))


def create_tables(path=None):
    con = connect(path or Config.DATABASE)
    with open(f"{BASE_DIR}/schema.sql") as f:
        con.executescript(f.read())
    con.commit()
    con.close()


if __name__ == "__main__":
    create_tables()
    print("created", Config.DATABASE)
