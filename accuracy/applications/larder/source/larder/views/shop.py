import csv
import hashlib
import io
import json
import re
import sqlite3
import time

from flask import Blueprint, Response, g, jsonify, render_template, request, stream_with_context

from ..db import transaction
from ..http import Problem, body, page, signed_in, text, whole
from ..repositories import Catalogue, for_user
from ..security import digest

shop = Blueprint("shop", __name__)
FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


def _product(slug: str):
    row = Catalogue.find(slug)
    if row is None:
        raise Problem(404, "not_found")
    return row


def _public(row) -> dict:
    return {key: row[key] for key in ("slug", "name", "description", "price", "stars")} | {"available": bool(row["available"])}


@shop.get("/products")
def products():
    rows = Catalogue.search(request.args.get("q", "")[:80], request.args.get("sort", "name"), *page())
    return jsonify(items=[_public(row) for row in rows])


@shop.get("/products/<slug>")
def product(slug: str):
    return jsonify(_public(_product(slug)))


@shop.get("/products/<slug>/reviews")
def reviews(slug: str):
    return jsonify(items=[dict(row) for row in Catalogue.reviews(_product(slug)["id"], *page())])


@shop.post("/products/<slug>/reviews")
@signed_in
def add_review(slug: str):
    fields = body(stars=whole(1, 5), text=text(1, 2000))
    try:
        review_id = for_user(g.caller).review(_product(slug)["id"], fields["stars"], fields["text"])
    except sqlite3.IntegrityError:
        raise Problem(409, "already_reviewed") from None
    if review_id is None:
        raise Problem(403, "only_after_a_purchase")
    return jsonify(id=review_id), 201


@shop.delete("/reviews/<int:review_id>")
@signed_in
def drop_review(review_id: int):
    if not for_user(g.caller).drop_review(review_id):
        raise Problem(404, "not_found")
    return "", 204


@shop.get("/addresses")
@signed_in
def addresses():
    return jsonify(items=[dict(row) for row in for_user(g.caller).addresses()])


@shop.post("/addresses")
@signed_in
def add_address():
    fields = body(line=text(1, 120), city=text(1, 80), postcode=text(2, 12))
    address_id = for_user(g.caller).add_address(**fields)
    if address_id is None:
        raise Problem(409, "too_many_addresses")
    return jsonify(id=address_id, **fields), 201


@shop.delete("/addresses/<int:address_id>")
@signed_in
def drop_address(address_id: int):
    if not for_user(g.caller).drop_address(address_id):
        raise Problem(404, "not_found")
    return "", 204


@shop.get("/cart")
@signed_in
def cart():
    rows = for_user(g.caller).cart()
    items = [{key: row[key] for key in ("slug", "name", "price", "quantity")} for row in rows]
    return jsonify(items=items, total=sum(row["price"] * row["quantity"] for row in rows))


@shop.put("/cart/<slug>")
@signed_in
def put_in_cart(slug: str):
    fields = body(quantity=whole(0, 20))
    household, row = for_user(g.caller), _product(slug)
    if fields["quantity"]:
        household.put_in_cart(row["id"], fields["quantity"])
    else:
        household.take_from_cart(row["id"])
    return cart()


@shop.post("/gift-codes/redeem")
@signed_in
def redeem():
    fields = body(code=text(8, 60))
    with transaction() as connection:
        row = connection.execute(
            "update gift_codes set redeemed_by = ?, redeemed_at = current_timestamp where digest = ? and redeemed_by is null returning amount",
            (g.caller.id, digest(fields["code"])),
        ).fetchone()
        if row is None:
            raise Problem(404, "code_not_valid")
        connection.execute("update users set balance = balance + ? where id = ?", (row["amount"], g.caller.id))
    return jsonify(balance=for_user(g.caller).balance())


def _discount(connection, user_id: int, code: str) -> int:
    row = connection.execute(
        "update coupons set uses_left = uses_left - 1 where code = ? and uses_left > 0 and expires_at > ? returning id, percent", (code, int(time.time()))
    ).fetchone()
    if row is None:
        raise Problem(422, "coupon_not_valid")
    try:
        connection.execute("insert into coupon_uses (coupon_id, user_id) values (?, ?)", (row["id"], user_id))
    except sqlite3.IntegrityError:
        raise Problem(422, "coupon_not_valid") from None
    return row["percent"]


@shop.post("/orders")
@signed_in
def place_order():
    fields = body(optional=frozenset({"coupon"}), address_id=whole(1, 2**53), coupon=text(1, 40))
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(r"[\w-]{8,64}", key):
        raise Problem(400, "idempotency_key_required")
    fingerprint = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
    me, household = g.caller.id, for_user(g.caller)
    with transaction() as connection:
        earlier = connection.execute("select fingerprint, order_id from idempotency where user_id = ? and key = ?", (me, key)).fetchone()
        if earlier is not None:
            if earlier["fingerprint"] != fingerprint:
                raise Problem(422, "idempotency_key_reused")
            return jsonify(_order(household, earlier["order_id"])), 201
        address = household.address(fields["address_id"])
        if address is None:
            raise Problem(422, "unknown_address")
        lines = household.cart()
        if not lines:
            raise Problem(409, "cart_is_empty")
        for line in lines:
            taken = connection.execute(
                "update products set stock = stock - :n where id = :id and active = 1 and stock >= :n", {"n": line["quantity"], "id": line["id"]}
            )
            if taken.rowcount == 0:
                raise Problem(409, "out_of_stock")
        total = sum(line["price"] * line["quantity"] for line in lines)
        if "coupon" in fields:
            total -= total * _discount(connection, me, fields["coupon"]) // 100
        paid = connection.execute("update users set balance = balance - :t where id = :id and balance >= :t", {"t": total, "id": me})
        if paid.rowcount == 0:
            raise Problem(402, "balance_too_low")
        order_id = connection.execute(
            "insert into orders (user_id, total, address) values (?, ?, ?) returning id",
            (me, total, f"{address['line']}, {address['postcode']} {address['city']}"),
        ).fetchone()["id"]
        connection.executemany(
            "insert into order_lines (order_id, product_id, name, price, quantity) values (?, ?, ?, ?, ?)",
            [(order_id, line["id"], line["name"], line["price"], line["quantity"]) for line in lines],
        )
        connection.execute("delete from cart where user_id = ?", (me,))
        connection.execute("insert into idempotency (user_id, key, fingerprint, order_id) values (?, ?, ?, ?)", (me, key, fingerprint, order_id))
    return jsonify(_order(household, order_id)), 201


def _order(household, order_id: int) -> dict:
    row = household.order(order_id)
    if row is None:
        raise Problem(404, "not_found")
    return dict(row) | {"lines": [dict(line) for line in household.lines(order_id)]}


@shop.get("/orders")
@signed_in
def orders():
    return jsonify(items=[dict(row) for row in for_user(g.caller).orders(*page())])


@shop.get("/orders/<int:order_id>")
@signed_in
def order(order_id: int):
    return jsonify(_order(for_user(g.caller), order_id))


@shop.get("/orders/<int:order_id>/receipt")
@signed_in
def receipt(order_id: int):
    return render_template("receipt.html", order=_order(for_user(g.caller), order_id), name=g.caller.name)


@shop.post("/orders/<int:order_id>/cancel")
@signed_in
def cancel(order_id: int):
    household = for_user(g.caller)
    with transaction() as connection:
        _order(household, order_id)
        row = connection.execute(
            "update orders set status = 'cancelled' where id = ? and user_id = ? and status = 'placed' returning total", (order_id, g.caller.id)
        ).fetchone()
        if row is None:
            raise Problem(409, "cannot_be_cancelled")
        connection.execute("update users set balance = balance + ? where id = ?", (row["total"], g.caller.id))
        connection.execute(
            "update products set stock = stock + l.quantity from order_lines l where l.order_id = ? and l.product_id = products.id", (order_id,)
        )
    return jsonify(_order(household, order_id))


@shop.get("/orders.csv")
@signed_in
def export():
    household = for_user(g.caller)

    def rows():
        buffer = io.StringIO()
        writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
        writer.writerow(["order", "status", "total", "address"])
        offset = 0
        while batch := household.orders(100, offset):
            for row in batch:
                address = household.order(row["id"])["address"]
                writer.writerow([row["id"], row["status"], f"{row['total'] / 100:.2f}", f"'{address}" if FORMULA.match(address) else address])
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
            offset += 100
        yield buffer.getvalue()

    headers = {"Content-Disposition": 'attachment; filename="orders.csv"'}
    return Response(stream_with_context(rows()), mimetype="text/csv", headers=headers)
