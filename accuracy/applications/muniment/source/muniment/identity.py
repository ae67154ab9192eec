import hashlib
import secrets
import time

from flask import Flask, abort, current_app, g, redirect, request, session, url_for

from . import db

IDLE = 45 * 60
LONGEST = 10 * 3600
_DUTIES = ("reader", "archivist", "keeper")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin(person_id: int) -> None:
    end()
    token, now = secrets.token_urlsafe(32), int(time.time())
    db.run("INSERT INTO logins (digest, person_id, began_at, seen_at) VALUES (?, ?, ?, ?)", digest_of(token), person_id, now, now)
    session["login"] = token
    session.permanent = True


def end() -> None:
    token = session.get("login")
    if token:
        db.run("DELETE FROM logins WHERE digest = ?", digest_of(token))
    session.clear()


def end_all(person_id: int) -> None:
    db.run("DELETE FROM logins WHERE person_id = ?", person_id)


def _load() -> None:
    g.person = None
    token = session.get("login")
    if not token or request.endpoint == "static":
        return
    now, digest = int(time.time()), digest_of(token)
    found = db.row(
        db.Select("logins l JOIN people p ON p.id = l.person_id", "p.id, p.name, p.email, p.duty, p.totp_sealed, l.seen_at")
        .where("l.digest = ?", digest)
        .where("l.seen_at > ?", now - IDLE)
        .where("l.began_at > ?", now - LONGEST)
        .where("p.active = 1")
    )
    if found is None:
        session.pop("login")
        return
    if found["seen_at"] < now - 60:
        db.run("UPDATE logins SET seen_at = ? WHERE digest = ?", now, digest)
    g.person = found


def _guard() -> None:
    """Everything is closed; a view is opened by @public, or asks for a duty by @duty."""
    view = current_view()
    if view is None or getattr(view, "is_public", False) or request.endpoint == "static":
        return None
    if g.person is None:
        if request.method == "GET":
            return redirect(url_for("account.sign_in", next=request.path))
        abort(401)
    needed = getattr(view, "duty", "reader")
    if _DUTIES.index(g.person["duty"]) < _DUTIES.index(needed):
        abort(403)
    if needed != "reader" and g.person["totp_sealed"] is None:
        return redirect(url_for("account.enrolment"))
    return None


def current_view():
    return current_app.view_functions.get(request.endpoint) if request.endpoint else None


def public(view):
    view.is_public = True
    return view


def duty(name: str):
    def mark(view):
        view.duty = name
        return view

    return mark


def audit(deed: str, thing: str) -> None:
    person = g.get("person")
    db.run("INSERT INTO audit (person_id, deed, thing) VALUES (?, ?, ?)", person["id"] if person else None, deed, thing)


def init_app(app: Flask) -> None:
    app.before_request(_load)
    app.context_processor(lambda: {"person": g.get("person")})


def close_by_default(app: Flask) -> None:
    app.before_request(_guard)
