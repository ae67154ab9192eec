from functools import wraps

from flask import abort, g, session


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        g.user_id = session.get("user_id")
        if g.user_id is None:
            abort(401)
        return view(*args, **kwargs)

    return wrapped
