import hashlib
import logging
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import EmailField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from stockroom.extensions import db, limiter
from stockroom.models import User

bp = Blueprint("auth", __name__)
log = logging.getLogger(__name__)
hasher = PasswordHasher()
# Verified for unknown addresses, so that both answers take equally long.
_DECOY = hasher.hash("decoy")


class LoginForm(FlaskForm):
    email = EmailField(validators=[InputRequired(), Length(max=254)])
    password = PasswordField(validators=[InputRequired(), Length(max=200)])


class PasswordForm(FlaskForm):
    current = PasswordField(validators=[InputRequired(), Length(max=200)])
    new = PasswordField(validators=[InputRequired(), Length(min=12, max=200)])
    repeated = PasswordField(validators=[EqualTo("new")])


def public(view: Callable) -> Callable:
    view.is_public = True
    return view


def normalise(email: str) -> str:
    return email.strip().casefold()


def verify(user: User | None, password: str) -> bool:
    try:
        hasher.verify(user.password_hash if user else _DECOY, password)
    except (Argon2Error, InvalidHashError):
        return False
    return user is not None and user.active


def safe_next(target: str | None) -> str:
    """Only paths of this site; everything else leads to the start page."""
    home = url_for("items.home")
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return home
    parts = urlsplit(target)
    return home if parts.scheme or parts.netloc or not target.isprintable() else target


def start_session(user: User) -> None:
    session.clear()
    session.permanent = True
    session["uid"], session["version"], session["since"] = user.id, user.session_version, int(time.time())


def load_user() -> User | None:
    uid, since = session.get("uid"), session.get("since", 0)
    if uid is None or time.time() - since > current_app.config["SESSION_ABSOLUTE_SECONDS"]:
        return None
    user = db.session.get(User, uid)
    if user is None or not user.active or user.session_version != session.get("version"):
        return None
    return user


def require_login():
    """Registered for the whole application."""
    g.user = load_user()
    view = current_app.view_functions.get(request.endpoint or "")
    if g.user is not None or view is None or request.endpoint == "static" or getattr(view, "is_public", False):
        return None
    session.clear()
    return redirect(url_for("auth.login", next=request.full_path if request.method == "GET" else None))


def account_key() -> str:
    return hashlib.sha256(normalise(request.form.get("email", "")).encode()).hexdigest()


@bp.get("/login")
@public
def login():
    return render_template("login.html", form=LoginForm(), next=request.args.get("next", ""))


@bp.post("/login")
@limiter.limit("30 per 15 minutes")
@limiter.limit("8 per 15 minutes", key_func=account_key, deduct_when=lambda response: response.status_code != 302)
@public
def login_submit():
    form = LoginForm()
    if form.validate_on_submit():
        user = db.session.scalar(select(User).where(User.email == normalise(form.email.data)))
        if verify(user, form.password.data):
            if hasher.check_needs_rehash(user.password_hash):
                user.password_hash = hasher.hash(form.password.data)
                db.session.commit()
            start_session(user)
            log.info("user %d signed in", user.id)
            return redirect(safe_next(request.form.get("next")))
    log.info("sign-in refused for account %s", account_key()[:12])
    flash("The address or the password is wrong.")
    return render_template("login.html", form=form, next=request.form.get("next", "")), 401


@bp.post("/logout")
def logout():
    session.clear()
    return redirect(url_for("auth.login"))


@bp.route("/password", methods=["GET", "POST"])
@limiter.limit("10 per hour", methods=["POST"])
def password():
    form = PasswordForm()
    if form.validate_on_submit():
        if verify(g.user, form.current.data):
            g.user.password_hash = hasher.hash(form.new.data)
            g.user.session_version += 1
            db.session.commit()
            start_session(g.user)
            flash("Your password was changed; other sessions were ended.")
            return redirect(url_for("items.home"))
        flash("The current password is wrong.")
    return render_template("password.html", form=form)
