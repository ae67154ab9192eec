import base64
import json
import pickle

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for

from .db import get_db
from .forms import checked_form, login_required

bp = Blueprint("members", __name__, url_prefix="/members")


@bp.get("/<int:member_id>")
def show(member_id):
    member = get_db().execute("SELECT id, name, village, bio FROM member WHERE id = ?", (member_id,)).fetchone()
    if member is None:
        abort(404)
    return render_template("member.html", member=member)


@bp.post("/me")
@login_required
@checked_form
def update_me():
    """Saves whatever fields the profile page shows."""
    fields = {key: value for key, value in request.form.items() if key in g.member.keys()}
    if not fields:
        abort(400)
    changes = ", ".join(f"{key} = ?" for key in fields)
    db = get_db()
    db.execute(f"UPDATE member SET {changes} WHERE id = ?", (*fields.values(), g.member["id"]))
    db.commit()
    return redirect(url_for("members.show", member_id=g.member["id"]))


@bp.post("/me/email")
@login_required
def change_email():
    """The address to which we send the season's letter."""
    email = request.form.get("email", "").strip()
    if "@" not in email or len(email) > 200:
        abort(400)
    db = get_db()
    db.execute("UPDATE member SET email = ? WHERE id = ?", (email, g.member["id"]))
    db.commit()
    flash("Saved.")
    return redirect(url_for("members.show", member_id=g.member["id"]))


@bp.get("/wishlist")
def wishlist():
    """The wish list is kept in a cookie, so that guests have one too."""
    raw = request.cookies.get("wishes")
    wishes = pickle.loads(base64.b64decode(raw)) if raw else []
    return render_template("wishes.html", wishes=wishes)


@bp.post("/wishlist")
@checked_form
def add_wish():
    wishes = [str(w)[:60] for w in request.form.getlist("wish")][:20]
    response = redirect(url_for("members.wishlist"))
    response.set_cookie("wishes", base64.b64encode(pickle.dumps(wishes)).decode(), secure=True, httponly=True, samesite="Lax")
    return response


@bp.get("/layout")
def layout():
    """The garden plan is kept in a cookie as well."""
    raw = request.cookies.get("plan")
    try:
        beds = json.loads(base64.b64decode(raw)) if raw else []
    except ValueError:
        beds = []
    if not isinstance(beds, list):
        beds = []
    return render_template("wishes.html", wishes=[str(bed) for bed in beds[:20]])
