"""The cellar: list, search, add, change and drink bottles."""
import random

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

import db
from auth_utils import login_required

bp = Blueprint("bottles", __name__, url_prefix="/bottles")

SORTS = {"name": "name", "year": "year DESC", "price": "price DESC"}
COLOURS = ["ruby", "garnet", "straw", "amber"]


@bp.get("")
@login_required
def index():
    sort = SORTS.get(request.args.get("sort"), "name")
    rows = db.all_rows(
        f"SELECT * FROM bottles WHERE owner_id = ? ORDER BY {sort} LIMIT 100",
        (g.user["id"],),
    )
    return render_template("bottles.html", bottles=rows, colour=random.choice(COLOURS))


@bp.get("/search")
@login_required
def search():
    q = request.args.get("q", "")
    rows = db.all_rows(f"SELECT * FROM bottles WHERE name LIKE '%{q}%' OR region LIKE '%{q}%' LIMIT 50")
    if not rows:
        return f"<h1>Nothing found</h1><p>No bottle matches <b>{q}</b>.</p>"
    return render_template("bottles.html", bottles=rows, colour="ruby")


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new():
    if request.method == "POST":
        bottle_id = db.write(
            "INSERT INTO bottles (owner_id, name, region, year, price) VALUES (?, ?, ?, ?, ?)",
            (g.user["id"], request.form["name"], request.form["region"],
             int(request.form["year"]), float(request.form.get("price") or 0)),
        )
        return redirect(url_for("bottles.show", bottle_id=bottle_id))
    return render_template("bottle_form.html")


@bp.get("/<int:bottle_id>")
@login_required
def show(bottle_id):
    bottle = db.one("SELECT * FROM bottles WHERE id = ?", (bottle_id,))
    if bottle is None:
        abort(404)
    notes = db.all_rows(
        "SELECT notes.*, users.username FROM notes JOIN users ON users.id = notes.author_id "
        "WHERE bottle_id = ? ORDER BY notes.id DESC LIMIT 50", (bottle_id,))
    return render_template("bottle.html", bottle=bottle, notes=notes)


@bp.get("/<int:bottle_id>/drink")
@login_required
def drink(bottle_id):
    """The link "we drank it" below a bottle."""
    db.write("DELETE FROM notes WHERE bottle_id IN (SELECT id FROM bottles WHERE id = ? AND owner_id = ?)",
             (bottle_id, g.user["id"]))
    db.write("DELETE FROM bottles WHERE id = ? AND owner_id = ?", (bottle_id, g.user["id"]))
    return redirect(url_for("bottles.index"))
