import secrets
import sqlite3
import time

from flask import Blueprint, g, jsonify, request

from .. import config
from ..db import db, transaction
from ..http import Problem, body, one_of, page, require, text, whole
from ..repositories import Catalogue, Credentials, audit
from ..security import digest, mac, same

staff = Blueprint("staff", __name__, url_prefix="/staff")
staff.before_request(require(role="staff").check)

PRICE, STOCK = whole(1, 1_000_000), whole(0, 100_000)


@staff.post("/products")
def add_product():
    fields = body(slug=text(2, 60, r"[a-z0-9-]+"), name=text(1, 80), description=text(1, 1000), price=PRICE, stock=STOCK)
    try:
        db().execute("insert into products (slug, name, description, price, stock) values (:slug, :name, :description, :price, :stock)", fields)
    except sqlite3.IntegrityError:
        raise Problem(409, "slug_taken") from None
    audit(g.caller.id, "product.add", fields["slug"])
    return jsonify(fields), 201


@staff.patch("/products/<slug>")
def change_product(slug: str):
    optional = frozenset(Catalogue.CHANGEABLE)
    fields = body(optional, version=whole(1, 2**31), name=text(1, 80), description=text(1, 1000), price=PRICE, stock=STOCK, active=one_of(0, 1))
    if not Catalogue.change(slug, fields.pop("version"), fields):
        raise Problem(409, "version_conflict")
    audit(g.caller.id, "product.change", slug)
    return jsonify(dict(db().execute("select slug, name, description, price, stock, active, version from products where slug = ?", (slug,)).fetchone()))


@staff.get("/orders")
def all_orders():
    rows = db().execute(
        "select o.id, o.status, o.total, o.address, u.name as customer from orders o join users u on u.id = o.user_id order by o.id desc limit ? offset ?", page()
    )
    return jsonify(items=[dict(row) for row in rows])


@staff.post("/orders/<int:order_id>/ship")
def ship(order_id: int):
    if db().execute("update orders set status = 'shipped' where id = ? and status = 'placed'", (order_id,)).rowcount == 0:
        raise Problem(409, "cannot_be_shipped")
    audit(g.caller.id, "order.ship", order_id)
    return jsonify(id=order_id, status="shipped")


@staff.post("/gift-codes")
def gift_code():
    fields = body(amount=whole(100, 50_000))
    code = secrets.token_urlsafe(18)
    db().execute("insert into gift_codes (digest, amount) values (?, ?)", (digest(code), fields["amount"]))
    audit(g.caller.id, "gift_code.issue", fields["amount"])
    return jsonify(code=code, amount=fields["amount"]), 201


@staff.get("/customers")
def customers():
    rows = db().execute("select id, email, name, role, blocked, created_at from users order by id limit ? offset ?", page())
    return jsonify(items=[dict(row) for row in rows])


@staff.put("/customers/<int:user_id>/blocked")
def block(user_id: int):
    fields = body(blocked=one_of(True, False))
    with transaction() as connection:
        if connection.execute("update users set blocked = ? where id = ? and role = 'customer'", (int(fields["blocked"]), user_id)).rowcount == 0:
            raise Problem(404, "not_found")
        Credentials.end_all(user_id)
        audit(g.caller.id, "customer.block" if fields["blocked"] else "customer.unblock", user_id)
    return jsonify(id=user_id, blocked=fields["blocked"])


internal = Blueprint("internal", __name__, url_prefix="/internal")


@internal.before_request
def signed_by_warehouse():
    """Signed over time, nonce, method, path and body; a nonce counts once."""
    stamp, nonce, signature = (request.headers.get(name, "") for name in ("X-Time", "X-Nonce", "X-Signature"))
    expected = mac(config.INTERNAL_SECRET, stamp, nonce, request.method, request.full_path.rstrip("?"), request.get_data(cache=True))
    now = int(time.time())
    if not same(signature, expected) or not stamp.isascii() or not stamp.isdigit() or abs(now - int(stamp)) > 60 or len(nonce) < 16:
        raise Problem(401, "unauthenticated")
    connection = db()
    connection.execute("delete from nonces where expires_at < ?", (now,))
    try:
        connection.execute("insert into nonces (nonce, expires_at) values (?, ?)", (nonce, now + 180))
    except sqlite3.IntegrityError:
        raise Problem(401, "unauthenticated") from None


@internal.post("/stock")
def delivery():
    fields = body(slug=text(2, 60), quantity=whole(1, 10_000))
    row = db().execute("update products set stock = stock + :quantity where slug = :slug returning slug, stock", fields).fetchone()
    if row is None:
        raise Problem(404, "not_found")
    return jsonify(dict(row))
