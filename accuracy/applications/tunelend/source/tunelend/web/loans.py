from datetime import date, timedelta

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from .. import audit
from ..database import db
from ..forms import day, form
from ..guards import may, needs
from ..models import Instrument, Loan
from ..paging import page

bp = Blueprint("loans", __name__)
UNTIL = day(lambda: date.today() + timedelta(days=1), lambda: date.today() + timedelta(days=366))


def visible():
    """Keepers see all loans, everybody else sees their own."""
    query = select(Loan).options(joinedload(Loan.instrument), joinedload(Loan.member))
    return query if may("loan.manage") else query.where(Loan.member_id == g.member.id)


def locked(query, key: int, state: str) -> Loan:
    """The loan for a change of its state, if it is in the state that the change begins with."""
    loan = db().scalar(query.where(Loan.id == key).with_for_update(of=Loan)) or abort(404)
    if loan.state != state:
        abort(409)
    return loan


@bp.get("/loans")
def mine():
    rows, following = page(visible().where(Loan.member_id == g.member.id), Loan.id)
    return render_template("loans.html", rows=rows, following=following, title="My loans")


@bp.get("/loans/<int:key>")
def show(key):
    loan = db().scalar(visible().where(Loan.id == key)) or abort(404)
    return render_template("loan.html", loan=loan)


@bp.post("/instruments/<int:key>/loans")
@needs("loan.ask")
@form(until=UNTIL)
def ask(key, data):
    found = db().scalar(select(Instrument.id).where(Instrument.id == key, Instrument.retired.is_(False))) or abort(404)
    loan = Loan(instrument_id=found, member_id=g.member.id, until=data["until"])
    db().add(loan)
    try:
        db().flush()
    except IntegrityError:
        db().rollback()
        flash("Somebody else has asked for this instrument.")
        return redirect(url_for("instruments.show", key=key))
    audit.note("loan asked", loan.id)
    db().commit()
    return redirect(url_for("loans.show", key=loan.id))


@bp.post("/loans/<int:key>/drop")
def drop(key):
    loan = locked(visible(), key, "asked")
    loan.state = "dropped"
    audit.note("loan dropped", key)
    db().commit()
    return redirect(url_for("loans.mine"))


@bp.post("/loans/<int:key>/hand-out")
@needs("loan.manage")
def hand_out(key):
    locked(visible(), key, "asked").state = "out"
    audit.note("handed out", key)
    db().commit()
    return redirect(url_for("desk.waiting"))


@bp.post("/loans/<int:key>/take-back")
@needs("loan.manage")
def take_back(key):
    locked(visible(), key, "out").state = "back"
    audit.note("taken back", key)
    db().commit()
    return redirect(url_for("desk.waiting"))
