from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select

from ..db import db, unit
from ..fields import EMAIL, PAGE, Text, read
from ..guards import happened, keepers_only, log_out_everywhere
from ..models import Account, Event
from ..secrets_ import hash_password, new_token
from .auth import send_link

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("/accounts")
@keepers_only
def accounts():
    ask = read(request.args, **PAGE)
    columns = (Account.id, Account.name, Account.email, Account.keeper, Account.active)
    rows = db().execute(select(*columns).order_by(Account.name, Account.id).limit(ask["size"]).offset((ask["page"] - 1) * ask["size"])).all()
    return render_template("accounts.html", rows=rows)


@bp.post("/accounts")
@keepers_only
def invite():
    fields = read(request.form, email=EMAIL, name=Text(120))
    with unit() as work:
        account = Account(email=fields["email"].lower(), name=fields["name"], password_hash=hash_password(new_token()))
        work.add(account)
        work.flush()
        send_link(work, account, "welcome")
        happened(work, "account.invite", account.id)
    return redirect(url_for("admin.accounts"), 303)


@bp.post("/accounts/<int:account_id>/<any(close, open):step>")
@keepers_only
def switch(account_id, step):
    if account_id == g.me.id:
        abort(403)
    with unit() as work:
        account = work.get(Account, account_id) or abort(404)
        account.active = step == "open"
        log_out_everywhere(work, account.id)
        happened(work, f"account.{step}", account.id)
    return redirect(url_for("admin.accounts"), 303)


@bp.get("/events")
@keepers_only
def events():
    ask = read(request.args, **PAGE)
    rows = db().scalars(select(Event).order_by(Event.id.desc()).limit(ask["size"]).offset((ask["page"] - 1) * ask["size"])).all()
    return render_template("events.html", rows=rows)
