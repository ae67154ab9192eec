from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from .db import get_db
from .forms import checked_form, login_required

bp = Blueprint("swaps", __name__, url_prefix="/swaps")


@bp.get("")
@login_required
def mine():
    """All swaps of the member, with the packet and the other gardener."""
    db = get_db()
    me = g.member["id"]
    rows = db.execute(
        "SELECT * FROM swap WHERE from_id = ? OR to_id = ? ORDER BY id DESC LIMIT 100", (me, me)
    ).fetchall()
    swaps = []
    for row in rows:
        seed = db.execute("SELECT name FROM seed WHERE id = ?", (row["seed_id"],)).fetchone()
        swaps.append({"id": row["id"], "state": row["state"], "seed": seed["name"]})
    return render_template("swaps.html", swaps=swaps)


@bp.get("/<int:swap_id>")
@login_required
def show(swap_id):
    """The slip with the address to which the packet is sent."""
    swap = get_db().execute("SELECT * FROM swap WHERE id = ?", (swap_id,)).fetchone()
    if swap is None:
        abort(404)
    return render_template("swap.html", swap=swap)


@bp.post("")
@login_required
@checked_form
def ask():
    """Each member has ten packets a season."""
    db = get_db()
    seed = db.execute("SELECT id, owner_id FROM seed WHERE id = ?", (request.form.get("seed", type=int),)).fetchone()
    if seed is None or seed["owner_id"] == g.member["id"]:
        abort(404)
    left = db.execute("SELECT packets_left FROM member WHERE id = ?", (g.member["id"],)).fetchone()["packets_left"]
    if left < 1:
        abort(409, "No packets left this season.")
    db.execute("UPDATE member SET packets_left = ? WHERE id = ?", (left - 1, g.member["id"]))
    db.execute(
        "INSERT INTO swap (seed_id, from_id, to_id, address, message) VALUES (?, ?, ?, ?, ?)",
        (seed["id"], seed["owner_id"], g.member["id"],
         request.form.get("address", "")[:300], request.form.get("message", "")[:1000]),
    )
    db.commit()
    return redirect(url_for("swaps.mine"))


@bp.post("/<int:swap_id>/state")
@login_required
@checked_form
def change_state(swap_id):
    state = request.form.get("state")
    if state not in ("sent", "arrived", "declined"):
        abort(400)
    db = get_db()
    swap = db.execute("SELECT from_id, to_id FROM swap WHERE id = ?", (swap_id,)).fetchone()
    if swap is None or g.member["id"] not in (swap["from_id"], swap["to_id"]):
        abort(404)
    db.execute("UPDATE swap SET state = ? WHERE id = ?", (state, swap_id))
    db.commit()
    return redirect(url_for("swaps.show", swap_id=swap_id))
