from datetime import timedelta

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from sqlalchemy import delete, select

from .. import limiter
from ..db import db, unit
from ..fields import EMAIL, Invalid, Text, own_path, read
from ..guards import happened, log_in, log_out, log_out_everywhere, public
from ..models import Account, PasswordLink, now
from ..outbound import later, mail_later
from ..secrets_ import digest, fits, hash_password, new_token, password_problem

bp = Blueprint("auth", __name__)


def _account_key():
    return "acct:" + request.form.get("email", "").strip().lower()[:190]


def _new_password() -> str:
    word = request.form.get("password", "")
    problem = password_problem(word)
    if problem:
        raise Invalid("password", problem)
    return word


def _prepare_reset(address: str) -> None:
    """Runs after the answer, so that its time tells nothing."""
    with unit() as work:
        account = work.scalar(select(Account).where(Account.email == address, Account.active.is_(True)))
        if account:
            send_link(work, account, "reset")


def send_link(work, account: Account, template: str) -> None:
    token = new_token()
    work.add(PasswordLink(digest=digest(token), account_id=account.id, expires_at=now() + timedelta(minutes=30)))
    link = f"{current_app.config['PUBLIC_URL']}/set-password?token={token}"
    mail_later(current_app.config, account.email, template, link)


@bp.get("/login")
@public
def login():
    return render_template("login.html", next=own_path(request.args.get("next")))


@bp.post("/login")
@public
@limiter.limit("30 per 15 minutes")
@limiter.limit("8 per 15 minutes", key_func=_account_key)
def enter():
    asked = read(request.form, email=EMAIL)
    account = db().scalar(select(Account).where(Account.email == asked["email"].lower()))
    right = fits(account.password_hash if account else None, request.form.get("password", ""))
    if not right or not account.active:
        return render_template("login.html", next=own_path(request.form.get("next")), problem="Address or password is wrong"), 401
    log_in(account)
    g.me = account
    with unit() as work:
        happened(work, "login", account.id)
    return redirect(own_path(request.form.get("next")), 303)


@bp.post("/logout")
def leave():
    log_out()
    return redirect(url_for("auth.login"), 303)


@bp.get("/forgot")
@public
def forgot():
    return render_template("forgot.html")


@bp.post("/forgot")
@public
@limiter.limit("10 per hour")
@limiter.limit("3 per hour", key_func=_account_key)
def send():
    asked = read(request.form, email=EMAIL)
    later(current_app._get_current_object(), _prepare_reset, asked["email"].lower())
    return render_template("forgot.html", sent=True)


@bp.get("/set-password")
@public
def set_password():
    token = Text(43, 43).read("token", request.args.get("token"))
    return render_template("set_password.html", token_value=token)


@bp.post("/set-password")
@public
@limiter.limit("10 per 15 minutes")
def keep_password():
    token = Text(43, 43).read("token", request.form.get("token"))
    fresh = hash_password(_new_password())
    with unit() as work:
        account_id = work.scalar(
            delete(PasswordLink).where(PasswordLink.digest == digest(token), PasswordLink.expires_at > now()).returning(PasswordLink.account_id)
        )
        if account_id is None:
            raise Invalid("token", "is no longer good")
        work.get_one(Account, account_id).password_hash = fresh
        work.execute(delete(PasswordLink).where(PasswordLink.account_id == account_id))
        log_out_everywhere(work, account_id)
        happened(work, "password.reset", account_id)
    return redirect(url_for("auth.login"), 303)


@bp.post("/password")
@limiter.limit("8 per 15 minutes", key_func=lambda: "pw:" + digest(session.get("login", "")))
def change_password():
    if not fits(g.me.password_hash, request.form.get("old", "")):
        raise Invalid("old", "is wrong")
    fresh = hash_password(_new_password())
    with unit() as work:
        work.get_one(Account, g.me.id).password_hash = fresh
        log_out_everywhere(work, g.me.id)
        happened(work, "password.change", g.me.id)
    log_in(g.me)
    flash("The password was changed; other devices are logged out.")
    return redirect("/", 303)
