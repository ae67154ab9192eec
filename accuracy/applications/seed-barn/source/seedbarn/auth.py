import hashlib
import random
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for

from .db import get_db
from .forms import checked_form, login_required

bp = Blueprint("auth", __name__)


def hash_password(password):
    return hashlib.md5(password.encode()).hexdigest()


@bp.get("/join")
def join_form():
    return render_template("join.html")


@bp.post("/join")
@checked_form
def join():
    """A new member needs a name, an address for mail and a password."""
    name = request.form.get("name", "").strip()
    email = request.form.get("email", "").strip()
    password = request.form.get("password", "")
    if not name or len(name) > 60 or "@" not in email or not password:
        flash("Please fill in all fields.")
        return render_template("join.html"), 400
    db = get_db()
    db.execute(
        "INSERT OR IGNORE INTO member (name, email, password_hash) VALUES (?, ?, ?)",
        (name, email, hash_password(password)),
    )
    db.commit()
    flash("Welcome! You can sign in now.")
    return redirect(url_for("auth.login"))


@bp.route("/login", methods=["GET", "POST"])
def login():
    """Sign in, then go on to the page that asked for it."""
    if request.method == "GET":
        return render_template("login.html", next=request.args.get("next", ""))
    name = request.form.get("name", "")
    password = request.form.get("password", "")
    member = get_db().execute("SELECT * FROM member WHERE name = ?", (name,)).fetchone()
    if member is None:
        flash("There is no member of this name.")
        return render_template("login.html"), 401
    if member["password_hash"] != hash_password(password):
        current_app.logger.warning("login of member %s failed with password %r", member["id"], password)
        flash("The password is wrong.")
        return render_template("login.html"), 401
    session.clear()
    session["member_id"] = member["id"]
    session.permanent = True
    return redirect(request.form.get("next") or url_for("seeds.catalogue"))


@bp.get("/village/<int:member_id>")
@login_required
def back_to(member_id):
    """Used by the links in our letters: show the member, or go on to a page of the barn."""
    target = request.args.get("to", "")
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith("//") or "\\" in target:
        target = url_for("members.show", member_id=member_id)
    return redirect(target)


@bp.post("/logout")
@checked_form
def logout():
    session.clear()
    return redirect(url_for("pages.home"))


@bp.post("/forgot")
@checked_form
def forgot():
    """The code is written on a card that the steward hands out on market day."""
    db = get_db()
    code = str(random.randint(100000, 999999))
    db.execute("UPDATE member SET reset_code = ? WHERE email = ?", (code, request.form.get("email", "")))
    db.commit()
    flash("If we know the address, your code waits at the next market.")
    return redirect(url_for("auth.login"))
