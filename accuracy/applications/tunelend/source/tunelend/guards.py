"""Everything is closed unless a view says otherwise; every unsafe request carries the token of its form."""

from functools import wraps

from flask import Flask, abort, current_app, g, redirect, request, url_for

from . import sessions
from .limits import spend

RIGHTS = {
    "pupil": frozenset({"loan.ask"}),
    "keeper": frozenset({"loan.ask", "loan.manage", "instrument.edit", "member.manage"}),
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def public(view):
    view.is_public = True
    return view


def may(right: str) -> bool:
    return g.member is not None and right in RIGHTS.get(g.member.role, frozenset())


def needs(right: str):
    def decorate(view):
        @wraps(view)
        def wrapped(*args, **kwargs):
            if not may(right):
                abort(403)
            return view(*args, **kwargs)

        return wrapped

    return decorate


def gate():
    g.member = None
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint in ("static", "health.alive", "health.ready"):
        return None
    if not spend("all", request.remote_addr or "", 300, 60):
        abort(429)
    g.member = sessions.current()
    if g.member is None and not getattr(view, "is_public", False):
        if request.method in SAFE:
            return redirect(url_for("account.sign_in", next=request.path))
        abort(401)
    if request.method not in SAFE:
        sessions.check_form()
    return None


def install(app: Flask) -> None:
    app.before_request(gate)
    app.context_processor(lambda: {"form_token": sessions.form_token, "may": may})
