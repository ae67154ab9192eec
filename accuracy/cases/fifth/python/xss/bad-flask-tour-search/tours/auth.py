from functools import wraps

from flask import abort, g, session

from . import db


def load_user():
    user_id = session.get("user_id")
    g.user = db.fetch_one("SELECT id, name, role FROM users WHERE id = %s", (user_id,)) if user_id else None


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if g.user is None:
            abort(401)
        return view(*args, **kwargs)

    return wrapped
