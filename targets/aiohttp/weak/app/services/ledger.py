"""Balances, escrow and the life of an order. Amounts are cents."""

import json

from ..support import ApiError

STATES = ("paid", "shipped", "delivered", "completed", "disputed", "cancelled")


async def balance(db, user_id):
    row = await db.one("SELECT balance FROM users WHERE id = ?", (user_id,))
    return row["balance"]


async def post(db, user_id, amount, kind, note=""):
    await db.run("UPDATE users SET balance = balance + ? WHERE id = ?", (amount, user_id))
    await db.run(
        "INSERT INTO wallet_entries (user_id, amount, kind, note) VALUES (?, ?, ?, ?)", (user_id, amount, kind, note)
    )


async def open_order(db, listing, buyer_id, amount, address=""):
    """Takes the money of the buyer into escrow."""
    if await balance(db, buyer_id) < amount:
        raise ApiError(409, "the balance is too low")
    order_id = await db.run(
        "INSERT INTO orders (listing_id, buyer_id, seller_id, amount, address) VALUES (?, ?, ?, ?, ?)",
        (listing["id"], buyer_id, listing["seller_id"], amount, address),
    )
    await post(db, buyer_id, -amount, "escrow", f"order {order_id}")
    await db.run("UPDATE listings SET status = 'sold' WHERE id = ?", (listing["id"],))
    return await db.one("SELECT * FROM orders WHERE id = ?", (order_id,))


async def move(db, order, target, user):
    if target not in STATES:
        raise ApiError(422, "unknown state")
    if user["id"] not in (order["buyer_id"], order["seller_id"]):
        raise ApiError(403, "not your order")
    await db.run("UPDATE orders SET state = ? WHERE id = ?", (target, order["id"]))
    if target == "completed":
        shop = await db.one("SELECT settings FROM shops WHERE owner_id = ?", (order["seller_id"],))
        commission = order["amount"] * json.loads(shop["settings"])["fees"]["commission"] // 100
        await post(db, order["seller_id"], order["amount"] - commission, "sale", f"order {order['id']}")
    if target == "cancelled":
        await post(db, order["buyer_id"], order["amount"], "refund", f"order {order['id']}")
        await db.run("UPDATE listings SET status = 'active' WHERE id = ?", (order["listing_id"],))
    return await db.one("SELECT * FROM orders WHERE id = ?", (order["id"],))


async def withdraw(db, user_id, amount, iban):
    if not isinstance(amount, int) or amount <= 0:
        raise ApiError(422, "the amount must be positive")
    held = await balance(db, user_id)
    if amount > held:
        raise ApiError(409, "the balance is too low")
    await db.run(
        "INSERT INTO wallet_entries (user_id, amount, kind, note) VALUES (?, ?, 'withdrawal', ?)",
        (user_id, -amount, iban),
    )
    await db.run("UPDATE users SET balance = ? WHERE id = ?", (held - amount, user_id))
    return held - amount


async def transfer(db, sender_id, recipient_id, amount):
    if await balance(db, sender_id) < amount:
        raise ApiError(409, "the balance is too low")
    if await db.one("SELECT id FROM users WHERE id = ?", (recipient_id,)) is None:
        raise ApiError(404, "no such user")
    await post(db, sender_id, -amount, "transfer", f"to {recipient_id}")
    await post(db, recipient_id, amount, "transfer", f"from {sender_id}")
    return await balance(db, sender_id)


async def redeem(db, user_id, code):
    voucher = await db.one("SELECT * FROM vouchers WHERE code = ?", (code,))
    if voucher is None:
        raise ApiError(404, "no such voucher")
    if voucher["used_by"] is not None:
        raise ApiError(409, "the voucher has been used")
    await post(db, user_id, voucher["amount"], "voucher", code)
    await db.run("UPDATE vouchers SET used_by = ? WHERE code = ?", (user_id, code))
    return await balance(db, user_id)
