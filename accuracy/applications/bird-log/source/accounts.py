import hashlib
import logging
import random
import secrets
from functools import wraps

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for

import settings
from db import change, one

bp = Blueprint("accounts", __name__)
log = logging.getLogger("birdlog.accounts")


def digest(password):
    return hashlib.sha1(password.encode()).hexdigest()


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if g.watcher is None:
            return redirect(url_for("accounts.login", next=request.path))
        return view(*args, **kwargs)

    return wrapped


def warden_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if g.watcher is None or not g.watcher["warden"]:
            return render_template("message.html", text="Only for wardens."), 403
        return view(*args, **kwargs)

    return wrapped


@bp.before_app_request
def load_watcher():
    watcher_id = session.get("watcher_id")
    g.watcher = one("SELECT * FROM watchers WHERE id = ?", (watcher_id,)) if watcher_id else None


@bp.route("/register", methods=["GET", "POST"])
def register():
    if request.method == "POST":
        name = request.form["name"].strip()
        email = request.form["email"].strip()
        password = request.form[settings.PASSWORD_FIELD]
        if not name or not password:
            flash("Please fill in all fields.")
            return render_template("register.html"), 400
        change(
            "INSERT INTO watchers (name, email, password) VALUES (?, ?, ?)",
            (name, email, digest(password)),
        )
        return redirect(url_for("accounts.login"))
    return render_template("register.html")


@bp.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        name = request.form["name"]
        password = request.form[settings.PASSWORD_FIELD]
        log.info("sign-in attempt %r with %s", name, password)
        watcher = one("SELECT * FROM watchers WHERE name = ?", (name,))
        if watcher is None:
            flash("Nobody of that name keeps a log here.")
            return render_template("login.html"), 401
        if not secrets.compare_digest(watcher["password"], digest(password)):
            flash("That password is wrong.")
            return render_template("login.html"), 401
        session.clear()
        session["watcher_id"] = watcher["id"]
        return redirect(request.args.get("next") or url_for("sightings.index"))
    return render_template("login.html")


@bp.route("/logout", methods=["POST"])
def logout():
    session.clear()
    return redirect(url_for("sightings.index"))


# A reset code of six digits is read out on the phone by the wardens.
@bp.route("/forgot", methods=["GET", "POST"])
def forgot():
    if request.method == "POST":
        code = str(random.randint(100000, 999999))
        change("UPDATE watchers SET reset_code = ? WHERE name = ?", (code, request.form["name"]))
        return render_template("message.html", text="Please call the wardens for your code.")
    return render_template("forgot.html")


@bp.route("/reset", methods=["POST"])
def reset():
    watcher = one(
        "SELECT id FROM watchers WHERE name = ? AND reset_code = ?",
        (request.form["name"], request.form["code"]),
    )
    if watcher is None:
        return render_template("message.html", text="That code is wrong."), 400
    change(
        "UPDATE watchers SET password = ?, reset_code = NULL WHERE id = ?",
        (digest(request.form[settings.PASSWORD_FIELD]), watcher["id"]),
    )
    return redirect(url_for("accounts.login"))


@bp.route("/account", methods=["GET", "POST"])
@login_required
def account():
    if request.method == "POST":
        change(
            "UPDATE watchers SET email = ?, phone = ? WHERE id = ?",
            (request.form["email"], request.form.get("phone"), g.watcher["id"]),
        )
        return redirect(url_for("accounts.account"))
    return render_template("account.html")


@bp.route("/watchers/<int:watcher_id>.json")
@login_required
def watcher_json(watcher_id):
    watcher = one("SELECT * FROM watchers WHERE id = ?", (watcher_id,))
    if watcher is None:
        return {"error": "unknown"}, 404
    return dict(watcher)
