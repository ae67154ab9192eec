from functools import wraps

from flask import abort, g, session


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        g.cook_id = session.get("cook_id")
        if g.cook_id is None:
            abort(401)
        return view(*args, **kwargs)

    return wrapped
