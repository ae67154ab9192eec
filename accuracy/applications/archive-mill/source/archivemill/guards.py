"""Who asks, and what they may do. Views are closed unless marked @public."""
from datetime import timedelta
from functools import wraps

from flask import abort, current_app, g, redirect, request, session, url_for
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import joinedload

from .db import db, unit
from .models import Account, Collection, Event, Login, Membership, now
from .secrets_ import digest, new_token

IDLE = timedelta(minutes=40)
LONGEST = timedelta(hours=10)


def public(view):
    view.is_public = True
    return view


def _current() -> Account | None:
    token = session.get("login")
    if not token:
        return None
    login = db().scalar(select(Login).where(Login.digest == digest(token)).options(joinedload(Login.account)))
    moment = now()
    if login is None or not login.account.active or moment - login.seen_at > IDLE or moment - login.started_at > LONGEST:
        session.clear()
        return None
    if moment - login.seen_at > timedelta(minutes=1):
        with unit() as work:
            work.execute(update(Login).where(Login.digest == login.digest).values(seen_at=moment))
    return login.account


def close_by_default():
    """Before each request; endpoints that are not there answer 404 like always."""
    g.me = None
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static":
        return None
    if getattr(view, "is_public", False) and request.blueprint == "health":
        return None
    g.me = _current()
    if g.me is None and not getattr(view, "is_public", False):
        target = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return redirect(url_for("auth.login", next=target))
    return None


def log_in(account: Account) -> None:
    token = new_token()
    session.clear()
    session.permanent = True
    session["login"] = token
    with unit() as work:
        work.add(Login(digest=digest(token), account_id=account.id))


def log_out() -> None:
    with unit() as work:
        work.execute(delete(Login).where(Login.digest == digest(session.get("login", ""))))
    session.clear()


def log_out_everywhere(work, account_id: int) -> None:
    work.execute(delete(Login).where(Login.account_id == account_id))


def keepers_only(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if not g.me.keeper:
            abort(403)
        return view(*args, **kwargs)

    return inner


def readable():
    """The condition of collections that the asker may read."""
    if g.me.keeper:
        return Collection.id.is_not(None)
    mine = select(Membership.collection_id).where(Membership.account_id == g.me.id)
    return or_(Collection.open_to_all.is_(True), Collection.id.in_(mine))


def may_edit(collection_id: int) -> bool:
    if g.me.keeper:
        return True
    found = db().get(Membership, (g.me.id, collection_id))
    return found is not None and found.part == "editor"


def must_edit(collection_id: int) -> None:
    if not may_edit(collection_id):
        abort(403)


def happened(work, what: str, subject: object) -> None:
    work.add(Event(account_id=g.me.id if g.me else None, what=what, subject=str(subject)[:80]))
