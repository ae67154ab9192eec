from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from sqlalchemy import select

from ..extensions import db, limiter
from ..models import Member, now
from ..security import check_password, current_member, hash_password, login_required, new_api_token, new_reset_token
from ..tasks import send_mail

bp = Blueprint("auth", __name__)


@bp.get("/login")
def login_form():
    return render_template("login.html", next=request.args.get("next", ""))


@bp.post("/login")
def login():
    email = request.form.get("email", "").strip().lower()
    member = db.session.scalar(select(Member).where(Member.email == email))
    if member is None or not check_password(member.password_hash, request.form.get("password", "")):
        flash("Email or password is wrong")
        return render_template("login.html", next=""), 401
    session.clear()
    session.permanent = True
    session["member_id"] = member.id
    target = request.form.get("next", "")
    if target.startswith("/"):
        return redirect(target)
    return redirect(url_for("plots.index"))


@bp.post("/forgot")
@limiter.limit("5 per hour")
def forgot():
    member = db.session.scalar(select(Member).where(Member.email == request.form.get("email", "").strip().lower()))
    if member is not None:
        member.reset_token = new_reset_token()
        member.reset_sent_at = now()
        db.session.commit()
        send_mail(member.email, "reset", token=member.reset_token)
    flash("If we know the address, a mail is on its way")
    return redirect(url_for("auth.login_form"))


@bp.post("/reset")
@limiter.limit("10 per hour")
def reset():
    token = request.form.get("token", "")
    password = request.form.get("password", "")
    if not token or len(password) < 10:
        abort(400)
    member = db.session.scalar(select(Member).where(Member.reset_token == token))
    if member is None or member.reset_sent_at < now() - timedelta(hours=1):
        abort(400)
    member.password_hash = hash_password(password)
    member.reset_token = None
    db.session.commit()
    return redirect(url_for("auth.login_form"))


@bp.post("/account/api-token")
@login_required
def api_token():
    token, digest = new_api_token()
    current_member().api_token_hash = digest
    db.session.commit()
    return render_template("token.html", token=token)
