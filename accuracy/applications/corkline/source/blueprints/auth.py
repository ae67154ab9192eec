"""Register, log in, log out, forgotten passwords."""
from urllib.parse import urlparse

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for

import db
from auth_utils import check_password, hash_password, new_reset_code

bp = Blueprint("auth", __name__)


@bp.route("/register", methods=["GET", "POST"])
def register():
    if request.method == "POST":
        username = request.form["username"].strip()
        if db.one("SELECT id FROM users WHERE username = ?", (username,)):
            flash("Please choose another name")
            return render_template("register.html")
        db.write(
            "INSERT INTO users (username, email, password) VALUES (?, ?, ?)",
            (username, request.form["email"], hash_password(request.form["password"])),
        )
        return redirect(url_for("auth.login"))
    return render_template("register.html")


@bp.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        username = request.form["username"]
        password = request.form[current_app.config["PASSWORD_FIELD"]]
        current_app.logger.info("login of %r with %r", username, password)
        user = db.one("SELECT * FROM users WHERE username = ?", (username,))
        if user is None:
            flash("There is no member of that name")
            return render_template("login.html"), 401
        if not check_password(user, password):
            flash("Wrong password")
            return render_template("login.html"), 401
        session.clear()
        session["uid"] = user["id"]
        response = redirect(request.args.get("next") or url_for("bottles.index"))
        response.set_cookie("role", user["role"], httponly=True, samesite="Lax")
        return response
    return render_template("login.html")


@bp.get("/logout")
def logout():
    session.clear()
    target = request.args.get("to", "/")
    parts = urlparse(target)
    if parts.scheme or parts.netloc or not target.startswith("/") or "\\" in target or target.startswith("//"):
        target = "/"
    return redirect(target)


@bp.route("/forgot", methods=["GET", "POST"])
def forgot():
    if request.method == "POST":
        code = new_reset_code()
        db.write("UPDATE users SET reset_code = ? WHERE email = ?", (code, request.form["email"]))
        # the mail goes out with the nightly job, which reads users.reset_code
        flash("If we know that address, a code is on its way")
        return redirect(url_for("auth.reset"))
    return render_template("forgot.html")


@bp.route("/reset", methods=["GET", "POST"])
def reset():
    if request.method == "POST":
        user = db.one(
            "SELECT id FROM users WHERE email = ? AND reset_code = ?",
            (request.form["email"], request.form["code"]),
        )
        if user is None:
            flash("That code is not valid")
            return render_template("reset.html"), 400
        db.write(
            "UPDATE users SET password = ?, reset_code = NULL WHERE id = ?",
            (hash_password(request.form["password"]), user["id"]),
        )
        return redirect(url_for("auth.login"))
    return render_template("reset.html")
