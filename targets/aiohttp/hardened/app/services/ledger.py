"""Balances, escrow and the life of an order. Amounts are cents; each function runs in one transaction."""

from ..db import one
from ..journal import audit
from ..support import ApiError, conflict, not_found

MOVES = {
    ("paid", "shipped"): ("seller",),
    ("paid", "cancelled"): ("buyer", "seller"),
    ("shipped", "delivered"): ("buyer",),
    ("shipped", "disputed"): ("buyer",),
    ("delivered", "completed"): ("buyer",),
    ("delivered", "disputed"): ("buyer",),
    ("disputed", "completed"): ("moderator",),
    ("disputed", "cancelled"): ("moderator",),
}


def balance(conn, user_id):
    return one(conn, "SELECT balance FROM users WHERE id = ?", (user_id,))["balance"]


def post(conn, user_id, amount, kind, note=""):
    """Books an amount; refuses what would leave less than nothing."""
    changed = conn.execute(
        "UPDATE users SET balance = balance + ? WHERE id = ? AND balance + ? >= 0", (amount, user_id, amount)
    )
    if changed.rowcount != 1:
        raise conflict("the balance is too low")
    conn.execute(
        "INSERT INTO wallet_entries (user_id, amount, kind, note) VALUES (?, ?, ?, ?)", (user_id, amount, kind, note)
    )


def open_order(conn, listing_id, buyer_id, amount=None, address=""):
    """Reserves the listing and takes the money of the buyer into escrow."""
    listing = one(conn, "SELECT * FROM listings WHERE id = ? AND status = 'active'", (listing_id,))
    if listing is None:
        raise conflict("the listing is not for sale")
    if listing["seller_id"] == buyer_id:
        raise conflict("this is your own listing")
    amount = listing["price"] if amount is None else amount
    conn.execute("UPDATE listings SET status = 'sold' WHERE id = ? AND status = 'active'", (listing_id,))
    row = conn.execute(
        "INSERT INTO orders (listing_id, buyer_id, seller_id, amount, address) VALUES (?, ?, ?, ?, ?)",
        (listing_id, buyer_id, listing["seller_id"], amount, address),
    )
    post(conn, buyer_id, -amount, "escrow", f"order {row.lastrowid}")
    conn.execute("UPDATE offers SET status = 'closed' WHERE listing_id = ? AND status = 'open'", (listing_id,))
    audit(conn, buyer_id, "order.opened", f"order:{row.lastrowid}", amount=amount)
    return one(conn, "SELECT * FROM orders WHERE id = ?", (row.lastrowid,))


def parts_of(order, user):
    """The parts the caller plays; nobody moderates a dispute of their own."""
    if user["id"] == order["buyer_id"]:
        return {"buyer"}
    if user["id"] == order["seller_id"]:
        return {"seller"}
    return {"moderator"} if user["role"] in ("moderator", "admin") and order["state"] == "disputed" else set()


def move(conn, order_id, target, user):
    order = one(conn, "SELECT * FROM orders WHERE id = ?", (order_id,))
    parts = parts_of(order, user) if order else set()
    if not parts:
        raise not_found()
    allowed = MOVES.get((order["state"], target))
    if allowed is None:
        raise conflict(f"an order that is {order['state']} cannot become {target}")
    if not parts & set(allowed):
        raise ApiError(403, "forbidden", "This step is for the other side.")
    changed = conn.execute(
        "UPDATE orders SET state = ? WHERE id = ? AND state = ?", (target, order_id, order["state"])
    )
    if changed.rowcount != 1:
        raise conflict("the order has moved on")
    if target == "completed":
        shop = one(conn, "SELECT commission FROM shops WHERE owner_id = ?", (order["seller_id"],))
        kept = order["amount"] * shop["commission"] // 100
        post(conn, order["seller_id"], order["amount"] - kept, "sale", f"order {order_id}")
    if target == "cancelled":
        post(conn, order["buyer_id"], order["amount"], "refund", f"order {order_id}")
        conn.execute("UPDATE listings SET status = 'active' WHERE id = ? AND status = 'sold'", (order["listing_id"],))
    audit(conn, user["id"], "order.moved", f"order:{order_id}", state=target)
    return one(conn, "SELECT * FROM orders WHERE id = ?", (order_id,))


def withdraw(conn, user_id, amount, iban):
    post(conn, user_id, -amount, "withdrawal", "…" + iban[-4:])
    audit(conn, user_id, "wallet.withdrawn", f"user:{user_id}", amount=amount)
    return balance(conn, user_id)


def transfer(conn, sender_id, recipient_id, amount):
    recipient = one(conn, "SELECT id FROM users WHERE id = ? AND status = 'active'", (recipient_id,))
    if recipient is None or recipient_id == sender_id:
        raise not_found()
    post(conn, sender_id, -amount, "transfer", f"to {recipient_id}")
    post(conn, recipient_id, amount, "transfer", f"from {sender_id}")
    audit(conn, sender_id, "wallet.transferred", f"user:{recipient_id}", amount=amount)
    return balance(conn, sender_id)


def redeem(conn, user_id, code):
    changed = conn.execute(
        "UPDATE vouchers SET used_by = ? WHERE code = ? AND owner_id = ? AND used_by IS NULL", (user_id, code, user_id)
    )
    if changed.rowcount != 1:
        raise not_found()
    voucher = one(conn, "SELECT amount FROM vouchers WHERE code = ?", (code,))
    post(conn, user_id, voucher["amount"], "voucher", code[:4])
    return balance(conn, user_id)
