"""Sample listings for an empty database, and the administrator named in the environment."""

import secrets

from .config import settings
from .db import one
from .journal import audit, event
from .security import UNUSABLE, hash_password, password_problem

# Sellers of the samples: nobody can sign in as them.
PEOPLE = [("nora", "Nora"), ("theo", "Theo"), ("ines", "Ines")]

LISTINGS = [
    (1, "Parlour guitar, 1962", "Spruce top, new frets, honest wear.", "guitar", "Levin", 89000, 82000, "LV-62-118"),
    (1, "Jazz bass", "Sunburst, neck dead straight.", "bass", "Fender", 115000, 99000, "FJ-99-2210"),
    (2, "Student violin, 4/4", "With bow and case.", "strings", "Hofner", 42000, 37500, "HV-07-51"),
    (2, "Alto saxophone", "Pads replaced last year.", "wind", "Yamaha", 78000, 70000, "YS-25-7781"),
    (3, "Snare drum", "Maple, 14 by 5.5.", "drums", "Ludwig", 26000, 22000, "LS-14-3"),
    (3, "Programmable sampler", 'Sold as faulty. On start the display reads: sqlite3.OperationalError: near "FROM": '
     'syntax error, Traceback (most recent call last) File "/rom/main.py", line 12', "keys", "Akai", 9000, 5000,
     "AK-00-1"),
    (3, "Fuzz pedal", "Loud.", "effects", "Boss", 7000, 6000, "BF-12-90"),
]

RATES = [("EUR", 1.0), ("GBP", 0.86), ("CHF", 0.97), ("USD", 1.08)]


def samples(conn):
    if one(conn, "SELECT id FROM users LIMIT 1"):
        return
    for handle, name in PEOPLE:
        row = conn.execute(
            "INSERT INTO users (email, password, name, handle, balance) VALUES (?, ?, ?, ?, 0)",
            (f"{handle}@samples.invalid", UNUSABLE, name, handle),
        )
        conn.execute(
            "INSERT INTO shops (owner_id, name, headline) VALUES (?, ?, ?)",
            (row.lastrowid, f"Shop of {name}", "Instruments with a past"),
        )
    conn.executemany(
        "INSERT INTO listings (seller_id, title, description, category, brand, price, reserve_price, serial_number)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        LISTINGS,
    )
    conn.executemany("INSERT INTO rates (code, factor) VALUES (?, ?)", RATES)


def administrator(conn, email, hashed):
    held = one(conn, "SELECT id, role FROM users WHERE email = ?", (email,))
    if held:
        if held["role"] != "admin":
            event("administrator.address_taken", user_id=held["id"])
        return
    row = conn.execute(
        "INSERT INTO users (email, password, name, handle, role, balance) VALUES (?, ?, 'Operator', ?, 'admin', 0)",
        (email, hashed, "operator-" + secrets.token_hex(4)),
    )
    conn.execute("INSERT INTO shops (owner_id, name) VALUES (?, 'Operator')", (row.lastrowid,))
    audit(conn, None, "administrator.created", f"user:{row.lastrowid}")


async def seed(db):
    await db.write(samples)
    if not settings.admin_email or not settings.admin_password:
        return
    problem = password_problem(settings.admin_password, settings.admin_email, "")
    if problem:
        raise SystemExit("MARKET_ADMIN_PASSWORD: " + problem)
    await db.write(administrator, settings.admin_email, await hash_password(settings.admin_password))
