"""Tasting notes below a bottle."""
from flask import Blueprint, abort, g, redirect, render_template_string, request, url_for
from markupsafe import escape

import db
from auth_utils import login_required

bp = Blueprint("notes", __name__, url_prefix="/notes")


@bp.post("/bottle/<int:bottle_id>")
@login_required
def add(bottle_id):
    if db.one("SELECT id FROM bottles WHERE id = ?", (bottle_id,)) is None:
        abort(404)
    db.write(
        "INSERT INTO notes (bottle_id, author_id, stars, body) VALUES (?, ?, ?, ?)",
        (bottle_id, g.user["id"], int(request.form.get("stars", 3)), request.form["body"]),
    )
    return redirect(url_for("bottles.show", bottle_id=bottle_id))


@bp.post("/<int:note_id>/edit")
@login_required
def edit(note_id):
    note = db.one("SELECT * FROM notes WHERE id = ?", (note_id,))
    if note is None:
        abort(404)
    db.write("UPDATE notes SET body = ? WHERE id = ?", (request.form["body"], note_id))
    return redirect(url_for("bottles.show", bottle_id=note["bottle_id"]))


@bp.post("/<int:note_id>/delete")
@login_required
def delete(note_id):
    note = db.one("SELECT * FROM notes WHERE id = ?", (note_id,))
    if note is None or note["author_id"] != g.user["id"]:
        abort(404)
    db.write("DELETE FROM notes WHERE id = ?", (note_id,))
    return redirect(url_for("bottles.show", bottle_id=note["bottle_id"]))


@bp.post("/preview")
@login_required
def preview():
    """Shows a note before it is saved; {{ bottle }} and {{ year }} may be used in it."""
    page = "{% extends 'layout.html' %}{% block body %}<p>" + request.form["body"] + "</p>{% endblock %}"
    return render_template_string(page, bottle=request.form.get("bottle", ""), year=request.form.get("year", ""))


@bp.get("/thanks")
def thanks():
    who = escape(request.args.get("who", "you"))
    return f"<h1>Thank you</h1><p>{who}, your note is saved.</p>"
