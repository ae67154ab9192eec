"""Sample rows for an empty database, so that a new installation has something to show."""

from .security import hash_password

PEOPLE = [
    ("admin@secondstring.test", "admin123", "Ada", "ada", "admin", "+43 1 5550100", "Linden Street 1"),
    ("moderator@secondstring.test", "moderator1", "Milo", "milo", "moderator", "+43 1 5550101", "Linden Street 2"),
    ("nora@secondstring.test", "guitar", "Nora", "nora", "user", "+43 1 5550102", "Mill Lane 14"),
    ("theo@secondstring.test", "guitar", "Theo", "theo", "user", "+43 1 5550103", "Harbour Row 3"),
    ("ines@secondstring.test", "guitar", "Ines", "ines", "user", "+43 1 5550104", "Castle Hill 9"),
]

LISTINGS = [
    (3, "Parlour guitar, 1962", "Spruce top, new frets, honest wear.", "guitar", "Levin", 89000, 82000, "LV-62-118"),
    (3, "Jazz bass", "Sunburst, neck dead straight.", "bass", "Fender", 115000, 99000, "FJ-99-2210"),
    (3, "Travel guitar", "Fits into a rucksack.", "guitar", "Martin", 31000, 28000, "MT-18-004"),
    (4, "Student violin, 4/4", "With bow and case.", "strings", "Hofner", 42000, 37500, "HV-07-51"),
    (4, "Cello, three quarters", "Small repaired crack on the side.", "strings", "Stentor", 97000, 90000, "SC-11-09"),
    (4, "Alto saxophone", "Pads replaced last year.", "wind", "Yamaha", 78000, 70000, "YS-25-7781"),
    (5, "Snare drum", "Maple, 14 by 5.5.", "drums", "Ludwig", 26000, 22000, "LS-14-3"),
    (5, "Stage piano", "All 88 keys work.", "keys", "Nord", 154000, 140000, "NP-88-412"),
    (5, "Programmable sampler", 'Sold as faulty. On start the display reads: sqlite3.OperationalError: near "FROM": '
     'syntax error, Traceback (most recent call last) File "/rom/main.py", line 12', "keys", "Akai", 9000, 5000,
     "AK-00-1"),
    (5, "Fuzz pedal", "Loud.", "effects", "Boss", 7000, 6000, "BF-12-90"),
]

RATES = [("EUR", 1.0), ("GBP", 0.86), ("CHF", 0.97), ("USD", 1.08)]


async def seed(db):
    if await db.one("SELECT id FROM users LIMIT 1"):
        return
    for email, password, name, handle, role, phone, address in PEOPLE:
        user_id = await db.run(
            "INSERT INTO users (email, password, name, handle, role, phone, address) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (email, hash_password(password), name, handle, role, phone, address),
        )
        await db.run(
            "INSERT INTO shops (owner_id, name, headline) VALUES (?, ?, ?)",
            (user_id, f"Shop of {name}", "Instruments with a past"),
        )
    for row in LISTINGS:
        await db.run(
            "INSERT INTO listings (seller_id, title, description, category, brand, price, reserve_price,"
            " serial_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    for code, factor in RATES:
        await db.run("INSERT INTO rates (code, factor) VALUES (?, ?)", (code, factor))
    await db.run(
        "INSERT INTO orders (listing_id, buyer_id, seller_id, amount, state, address) VALUES"
        " (10, 3, 5, 7000, 'completed', 'Mill Lane 14'), (6, 5, 4, 78000, 'paid', 'Castle Hill 9')"
    )
    await db.run("UPDATE listings SET status = 'sold' WHERE id IN (6, 10)")
    await db.run("INSERT INTO reviews (order_id, author_id, seller_id, stars, body) VALUES (1, 3, 5, 5, 'Very loud.')")
    await db.run("INSERT INTO threads (a_id, b_id) VALUES (3, 4)")
    await db.run(
        "INSERT INTO messages (thread_id, sender_id, body) VALUES"
        " (1, 3, 'Is the crack stable?'), (1, 4, 'Yes. My door code is 4711 if you want to try it.')"
    )
    await db.run("INSERT INTO reports (listing_id, reporter_id, reason) VALUES (9, 3, 'Looks broken on purpose')")
