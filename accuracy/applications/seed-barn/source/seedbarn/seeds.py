import markdown
import nh3
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from markupsafe import Markup

from .db import get_db
from .forms import checked_form, login_required

bp = Blueprint("seeds", __name__, url_prefix="/seeds")

FAMILY_ORDER = {"name": "family", "age": "MIN(year)", "packets": "packets DESC"}


@bp.get("")
def catalogue():
    """The catalogue can be sorted by each of its columns."""
    sort = request.args.get("sort", "name")
    page = max(request.args.get("page", 1, type=int), 1)
    rows = get_db().execute(
        "SELECT id, name, family, year FROM seed ORDER BY " + sort + " LIMIT 40 OFFSET ?",
        ((page - 1) * 40,),
    ).fetchall()
    return render_template("catalogue.html", seeds=rows, page=page)


@bp.get("/search")
def search():
    """Find packets by a part of the name."""
    q = request.args.get("q", "")
    rows = get_db().execute(
        f"SELECT id, name, family, year FROM seed WHERE name LIKE '%{q}%' LIMIT 40"
    ).fetchall()
    if not rows:
        return f"<!doctype html><p>Nobody offers {q} at the moment.</p><a href='/seeds'>All seeds</a>"
    return render_template("catalogue.html", seeds=rows, page=1)


@bp.get("/families")
def families():
    order = FAMILY_ORDER.get(request.args.get("sort", "name"), "family")
    rows = get_db().execute(
        f"SELECT family, COUNT(*) AS packets FROM seed GROUP BY family ORDER BY {order} LIMIT 100"
    ).fetchall()
    return render_template("families.html", families=rows)


@bp.get("/year/<int:year>")
def of_year(year):
    """Older packets germinate worse, so people look for a year."""
    wanted = [f for f in request.args.getlist("family") if f][:10]
    sql = "SELECT id, name, family, year FROM seed WHERE year = ?"
    if wanted:
        sql += " AND family IN (" + ", ".join("?" for _ in wanted) + ")"
    rows = get_db().execute(sql + " ORDER BY name LIMIT 40", (year, *wanted)).fetchall()
    return render_template("catalogue.html", seeds=rows, page=1)


@bp.get("/<int:seed_id>")
def show(seed_id):
    seed = get_db().execute(
        "SELECT s.*, m.name AS owner, m.bio AS owner_bio FROM seed s JOIN member m ON m.id = s.owner_id WHERE s.id = ?",
        (seed_id,),
    ).fetchone()
    if seed is None:
        abort(404)
    about = Markup(nh3.clean(markdown.markdown(seed["owner_bio"])))
    return render_template("seed.html", seed=seed, about=about)


@bp.post("")
@login_required
@checked_form
def offer():
    form = request.form
    name, family = form.get("name", "").strip(), form.get("family", "").strip()
    year = form.get("year", type=int)
    if not (0 < len(name) <= 80) or not (0 < len(family) <= 60) or year is None or not 1990 <= year <= 2100:
        flash("Please check the fields.")
        return redirect(url_for("seeds.catalogue"))
    db = get_db()
    cursor = db.execute(
        "INSERT INTO seed (owner_id, name, family, year, notes) VALUES (?, ?, ?, ?, ?)",
        (g.member["id"], name, family, year, form.get("notes", "")[:2000]),
    )
    db.commit()
    return redirect(url_for("seeds.show", seed_id=cursor.lastrowid))


@bp.post("/<int:seed_id>/withdraw")
@login_required
@checked_form
def withdraw(seed_id):
    db = get_db()
    done = db.execute("DELETE FROM seed WHERE id = ? AND owner_id = ?", (seed_id, g.member["id"]))
    db.commit()
    if done.rowcount == 0:
        abort(404)
    return redirect(url_for("seeds.catalogue"))
