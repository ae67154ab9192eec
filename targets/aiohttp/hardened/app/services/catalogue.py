"""Queries over listings."""

from ..db import many, one
from ..schema import LISTING

PUBLIC = "id, seller_id, title, description, category, brand, condition, price, status, featured, created_at"
OWNER = PUBLIC + ", reserve_price, serial_number"
SORTS = {
    "newest": "featured DESC, id DESC",
    "oldest": "id ASC",
    "cheapest": "price ASC, id ASC",
    "dearest": "price DESC, id ASC",
}
COMPARISONS = {"$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">=", "$eq": "="}


def search(conn, args, limit, offset):
    where, params = ["status = 'active'"], []
    if args.get("q"):
        where.append("(instr(lower(title), lower(?)) > 0 OR instr(lower(brand), lower(?)) > 0)")
        params += [args["q"], args["q"]]
    for column in ("category", "brand", "condition"):
        if args.get(column):
            where.append(f"{column} = ?")
            params.append(args[column])
    if args.get("max_price"):
        where.append("price <= ?")
        params.append(args["max_price"])
    condition, order = " AND ".join(where), SORTS[args["sort"]]
    return many(
        conn,
        f"SELECT {PUBLIC} FROM listings WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?",
        (*params, limit, offset),
    )


def fetch(conn, listing_id, viewer_id=None):
    """The owner sees all of it in any state; others see what is or was for sale."""
    row = one(conn, f"SELECT {OWNER} FROM listings WHERE id = ?", (listing_id,))
    if row is None or row["seller_id"] == viewer_id:
        return row
    if row["status"] not in ("active", "sold"):
        return None
    row.pop("reserve_price")
    row.pop("serial_number")
    return row


def several(conn, ids):
    marks = ",".join("?" for _ in ids)
    return many(conn, f"SELECT {PUBLIC} FROM listings WHERE status = 'active' AND id IN ({marks})", ids)


def query(conn, conditions):
    where, params = ["status = 'active'"], []
    for column, tests in conditions.items():
        for name, value in tests.items():
            where.append(f"{column} {COMPARISONS[name]} ?")
            params.append(value)
    return many(conn, f"SELECT {PUBLIC} FROM listings WHERE {' AND '.join(where)} LIMIT 50", params)


def create(conn, seller_id, data, status="active"):
    names = [name for name in LISTING if name in data]
    row = conn.execute(
        f"INSERT INTO listings (seller_id, status, {', '.join(names)}) VALUES (?, ?{', ?' * len(names)})",
        (seller_id, status, *(data[name] for name in names)),
    )
    return fetch(conn, row.lastrowid, seller_id)


def update(conn, listing_id, seller_id, changes):
    """Answers None when the listing is not the seller's."""
    for name in LISTING:
        if name in changes:
            conn.execute(
                f"UPDATE listings SET {name} = ? WHERE id = ? AND seller_id = ? AND status IN ('draft', 'active')",
                (changes[name], listing_id, seller_id),
            )
    return one(conn, f"SELECT {OWNER} FROM listings WHERE id = ? AND seller_id = ?", (listing_id, seller_id))


def update_many(conn, seller_id, wanted, changes):
    clauses, values = ["seller_id = ?"], [seller_id]
    for column in ("status", "category", "brand"):
        if column in wanted:
            clauses.append(f"{column} = ?")
            values.append(wanted[column])
    rows = many(conn, f"SELECT id FROM listings WHERE {' AND '.join(clauses)} LIMIT 200", values)
    for row in rows:
        update(conn, row["id"], seller_id, changes)
    return [row["id"] for row in rows]


def set_status(conn, listing_id, seller_id, held, status):
    changed = conn.execute(
        "UPDATE listings SET status = ? WHERE id = ? AND seller_id = ? AND status = ?",
        (status, listing_id, seller_id, held),
    )
    return changed.rowcount == 1


def facets(conn):
    found = {}
    for column in ("category", "condition"):
        rows = many(
            conn,
            f"SELECT {column} AS name, COUNT(*) AS count FROM listings WHERE status = 'active' GROUP BY {column}",
        )
        found[column] = {row["name"]: row["count"] for row in rows}
    return found
