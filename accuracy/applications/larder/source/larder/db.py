import secrets
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path

from flask import g

from . import config
from .security import hash_password


def connect() -> sqlite3.Connection:
    connection = sqlite3.connect(config.DATABASE_PATH, timeout=10, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma journal_mode = wal")
    return connection


def db() -> sqlite3.Connection:
    if "connection" not in g:
        g.connection = connect()
    return g.connection


@contextmanager
def transaction():
    """Takes the write lock first, so what is read inside is what is written upon."""
    connection = db()
    connection.execute("begin immediate")
    try:
        yield connection
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def close(_error=None) -> None:
    connection = g.pop("connection", None)
    if connection is not None:
        connection.close()


PRODUCTS = [
    ("olive-oil", "Olive oil", "Cold pressed, 500 ml", 1250, 40), ("sea-salt", "Sea salt", "Flakes from the coast", 480, 200),
    ("rye-flour", "Rye flour", "Stone ground, 1 kg", 390, 75), ("chestnut-honey", "Chestnut honey", "Dark, 250 g", 920, 12),
]


def prepare() -> None:
    connection = connect()
    connection.executescript(Path(__file__).with_name("schema.sql").read_text())
    if connection.execute("select count(*) from users").fetchone()[0] == 0:
        unknown = hash_password(secrets.token_urlsafe(32))
        connection.execute("begin immediate")
        for email, name in (("nora@larder.test", "Nora"), ("felix@larder.test", "Felix")):
            connection.execute("insert into users (email, name, password_hash, balance) values (?, ?, ?, 5000)", (email, name, unknown))
        connection.executemany("insert into products (slug, name, description, price, stock) values (?, ?, ?, ?, ?)", PRODUCTS)
        connection.execute("insert into reviews (product_id, user_id, stars, text) values (1, 1, 5, 'Peppery and green.')")
        connection.execute("insert into coupons (code, percent, uses_left, expires_at) values ('WELCOME', 10, 1000, ?)", (int(time.time()) + 365 * 86400,))
        connection.execute("insert into addresses (user_id, line, city, postcode) values (1, 'Mill Lane 4', 'Norwich', 'NR1 1AA')")
        connection.execute("commit")
    if config.ADMIN_EMAIL and config.ADMIN_PASSWORD:
        connection.execute(
            "insert into users (email, name, password_hash, role) values (?, 'Staff', ?, 'staff') on conflict do nothing",
            (config.ADMIN_EMAIL, hash_password(config.ADMIN_PASSWORD)),
        )
    connection.close()
