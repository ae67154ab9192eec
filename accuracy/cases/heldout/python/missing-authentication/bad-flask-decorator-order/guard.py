from functools import wraps

from flask import abort, request

from sessions import find_session


def signed_in(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        if find_session(request.headers.get("Authorization")) is None:
            abort(401)
        return view(*args, **kwargs)

    return guarded
