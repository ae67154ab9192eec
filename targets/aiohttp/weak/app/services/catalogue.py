"""Queries over listings."""

import sqlite3

COLUMNS = (
    "id, seller_id, title, description, category, brand, condition, price, reserve_price, serial_number,"
    " status, featured, created_at"
)
EDITABLE = ("title", "description", "category", "brand", "condition", "price", "reserve_price", "serial_number")
SORTS = {
    "newest": "featured DESC, id DESC",
    "oldest": "id ASC",
    "cheapest": "price ASC, id ASC",
    "dearest": "price DESC, id ASC",
}
COMPARISONS = {"$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">=", "$eq": "="}
NUMERIC = ("price", "id", "seller_id")


async def search(db, args):
    where, params = ["status = 'active'"], []
    term = args.get("q", "")
    if term:
        where.append(f"(title LIKE '%{term}%' OR brand LIKE '%{term}%')")
    for column in ("category", "brand", "condition"):
        if args.get(column):
            where.append(f"{column} = ?")
            params.append(args[column])
    if args.get("max_price"):
        where.append("price <= ?")
        params.append(int(args["max_price"]))
    order = SORTS.get(args.get("sort"), SORTS["newest"])
    page, size = int(args.get("page", 1)), int(args.get("per_page", 20))
    condition = " AND ".join(where)
    return await db.all(
        f"SELECT {COLUMNS} FROM listings WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?",
        (*params, size, (page - 1) * size),
    )


async def fetch(db, listing_id):
    return await db.one(f"SELECT {COLUMNS} FROM listings WHERE id = ?", (listing_id,))


async def several(db, ids):
    marks = ",".join("?" for _ in ids)
    return await db.all(f"SELECT {COLUMNS} FROM listings WHERE status = 'active' AND id IN ({marks})", ids)


async def query(db, conditions):
    """Conditions such as {"price": {"$lt": 50000}}"""
    where, params = ["status = 'active'"], []
    for column in NUMERIC:
        tests = conditions.get(column)
        for name, value in (tests.items() if isinstance(tests, dict) else ()):
            if name in COMPARISONS and isinstance(value, (int, float)):
                where.append(f"{column} {COMPARISONS[name]} ?")
                params.append(value)
    return await db.all(f"SELECT {COLUMNS} FROM listings WHERE {' AND '.join(where)} LIMIT 50", params)


async def create(db, seller_id, body):
    row = {"seller_id": seller_id, **body}
    names = [name for name in COLUMNS.replace(" ", "").split(",") if name in row and name not in ("id", "created_at")]
    marks = ", ".join("?" for _ in names)
    listing_id = await db.run(
        f"INSERT INTO listings ({', '.join(names)}) VALUES ({marks})", [row[name] for name in names]
    )
    return await fetch(db, listing_id)


async def update(db, listing_id, body):
    for name in EDITABLE:
        if name in body:
            await db.run(f"UPDATE listings SET {name} = ? WHERE id = ?", (body[name], listing_id))
    return await fetch(db, listing_id)


async def update_many(db, seller_id, wanted, changes):
    clauses, values = ["seller_id = ?"], [seller_id]
    for key, value in wanted.items():
        clauses.append(f"{key} = ?")
        values.append(value)
    condition = " AND ".join(clauses)
    rows = await db.all(f"SELECT id FROM listings WHERE {condition}", values)
    for row in rows:
        await update(db, row["id"], changes)
    return [row["id"] for row in rows]


async def run_saved(db, saved):
    clauses, values = ["status = 'active'"], []
    if saved["category"]:
        clauses.append(f"category = '{saved['category']}'")
    if saved["term"]:
        clauses.append("title LIKE ?")
        values.append(f"%{saved['term']}%")
    if saved["max_price"]:
        clauses.append("price <= ?")
        values.append(saved["max_price"])
    return await db.all(f"SELECT id, title, price FROM listings WHERE {' AND '.join(clauses)} LIMIT 50", values)


async def currency_factor(db, code):
    try:
        row = await db.one(f"SELECT factor FROM rates WHERE code = '{code}'")
    except sqlite3.Error:
        row = None
    return row["factor"] if row else 1.0


async def facets(db):
    found = {}
    for column in ("category", "brand", "condition"):
        rows = await db.all(
            f"SELECT {column} AS name, COUNT(*) AS count FROM listings WHERE status = 'active' GROUP BY {column}"
        )
        found[column] = {row["name"]: row["count"] for row in rows}
    return found
