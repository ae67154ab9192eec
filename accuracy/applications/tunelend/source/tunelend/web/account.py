import secrets
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from sqlalchemy import delete, select

from .. import audit, mail, passwords, sessions
from ..database import db
from ..forms import email, form, secret
from ..guards import public
from ..limits import limited
from ..models import Member, Reset

bp = Blueprint("account", __name__)


def within(target: str) -> str:
    """The target, when it is a path of this site; the start page otherwise."""
    parts = urlsplit(target)
    plain = target.startswith("/") and not target.startswith("//") and "\\" not in target
    if plain and not parts.scheme and not parts.netloc and target.isprintable():
        return target
    return url_for("instruments.catalogue")


@bp.get("/sign-in")
@public
def sign_in():
    return render_template("sign_in.html", next=within(request.args.get("next", "")))


@bp.post("/sign-in")
@public
@limited("sign-in", 8, 900, field="email")
@form(email=email, password=secret)
def do_sign_in(data):
    member = db().scalar(select(Member).where(Member.email == data["email"]))
    fine = passwords.fits(data["password"], member.password_hash if member else None)
    if not fine or member.blocked:
        audit.note("sign-in refused", member.id if member else "")
        db().commit()
        flash("Address or password is wrong.")
        return render_template("sign_in.html", next=within(request.form.get("next", ""))), 401
    if passwords.hasher.check_needs_rehash(member.password_hash):
        member.password_hash = passwords.keep(data["password"])
    audit.note("signed in", member.id)
    sessions.begin(member)
    return redirect(within(request.form.get("next", "")))


@bp.post("/sign-out")
def sign_out():
    sessions.end()
    return redirect(url_for("account.sign_in"))


@bp.get("/forgot")
@public
def forgot():
    return render_template("forgot.html")


@bp.post("/forgot")
@public
@limited("forgot", 3, 3600, field="email")
@form(email=email)
def do_forgot(data):
    member = db().scalar(select(Member).where(Member.email == data["email"], Member.blocked.is_(False)))
    if member is not None:
        invite(member, "Your new password")
        db().commit()
    flash("If we know the address, a letter is on its way.")
    return redirect(url_for("account.sign_in"))


def invite(member: Member, subject: str) -> None:
    """A link that works once and for an hour; an older one stops working."""
    token = secrets.token_urlsafe(32)
    db().execute(delete(Reset).where(Reset.member_id == member.id))
    db().add(Reset(token_hash=sessions.hashed(token), member_id=member.id, until=datetime.now(UTC) + timedelta(hours=1)))
    mail.post(member.email, subject, f"{current_app.config['LEND'].base_url}/reset/{token}")


@bp.get("/reset/<token>")
@public
def reset(token):
    return render_template("reset.html", token=token)


@bp.post("/reset/<token>")
@public
@limited("reset", 10, 900)
@form(password=secret)
def do_reset(token, data):
    row = db().execute(
        delete(Reset).where(Reset.token_hash == sessions.hashed(token)).returning(Reset.member_id, Reset.until)
    ).first()
    member = db().get(Member, row.member_id) if row and row.until > datetime.now(UTC) else None
    if member is None or member.blocked:
        db().commit()
        flash("This link does not work any more.")
        return redirect(url_for("account.forgot"))
    problem = passwords.complaint(data["password"], member.email)
    if problem:
        db().rollback()
        flash(problem)
        return render_template("reset.html", token=token), 422
    member.password_hash = passwords.keep(data["password"])
    sessions.end_all(member.id)
    audit.note("password reset", member.id)
    db().commit()
    flash("You can sign in with the new password.")
    return redirect(url_for("account.sign_in"))


@bp.get("/account")
def account():
    return render_template("account.html")


@bp.post("/account/password")
@limited("password", 5, 900)
@form(old=secret, new=secret)
def change_password(data):
    problem = passwords.complaint(data["new"], g.member.email)
    if not passwords.fits(data["old"], g.member.password_hash):
        problem = "The old password is wrong."
    if problem:
        flash(problem)
        return render_template("account.html"), 422
    g.member.password_hash = passwords.keep(data["new"])
    sessions.end_all(g.member.id)
    audit.note("password changed", g.member.id)
    sessions.begin(g.member)
    flash("Saved. Other devices have been signed out.")
    return redirect(url_for("account.account"))


@bp.post("/account/leave-all")
def leave_all():
    sessions.end_all(g.member.id)
    audit.note("signed out everywhere", g.member.id)
    db().commit()
    return redirect(url_for("account.sign_in"))
