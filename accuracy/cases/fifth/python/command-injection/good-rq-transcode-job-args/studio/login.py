from functools import wraps

from flask import abort, session


def editor_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if session.get("role") != "editor":
            abort(403)
        return view(*args, **kwargs)

    return wrapped
