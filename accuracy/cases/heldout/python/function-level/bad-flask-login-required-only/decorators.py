from functools import wraps

from flask import abort
from flask_login import current_user


def role_required(role):
    def decorate(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            if current_user.role != role:
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return decorate
