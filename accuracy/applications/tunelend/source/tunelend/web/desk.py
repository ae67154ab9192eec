from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from .. import audit, sessions
from ..database import db
from ..forms import choice, email, form, line
from ..guards import needs
from ..models import Loan, Member
from ..paging import page
from .account import invite
from .loans import visible

bp = Blueprint("desk", __name__, url_prefix="/desk")


def other_member(key: int) -> Member:
    """Nobody changes their own rights."""
    if key == g.member.id:
        abort(409)
    return db().get(Member, key, with_for_update=True) or abort(404)


@bp.get("/loans")
@needs("loan.manage")
def waiting():
    state = "out" if request.args.get("state") == "out" else "asked"
    rows, following = page(visible().where(Loan.state == state), Loan.id)
    return render_template("loans.html", rows=rows, following=following, title="Desk")


@bp.get("/members")
@needs("member.manage")
def members():
    rows, following = page(select(Member), Member.id)
    return render_template("members.html", rows=rows, following=following)


@bp.post("/members")
@needs("member.manage")
@form(email=email, name=line(120))
def add(data):
    member = Member(email=data["email"], name=data["name"])
    db().add(member)
    try:
        db().flush()
    except IntegrityError:
        db().rollback()
        flash("This address is on the list already.")
        return redirect(url_for("desk.members"))
    invite(member, "Welcome to the instruments")
    audit.note("member added", member.id)
    db().commit()
    return redirect(url_for("desk.members"))


@bp.post("/members/<int:key>/role")
@needs("member.manage")
@form(role=choice("pupil", "keeper"))
def set_role(key, data):
    other_member(key).role = data["role"]
    audit.note(f"role {data['role']}", key)
    db().commit()
    return redirect(url_for("desk.members"))


@bp.post("/members/<int:key>/block")
@needs("member.manage")
@form(blocked=choice("yes", "no"))
def block(key, data):
    member = other_member(key)
    member.blocked = data["blocked"] == "yes"
    sessions.end_all(member.id)
    audit.note("blocked" if member.blocked else "unblocked", key)
    db().commit()
    return redirect(url_for("desk.members"))
