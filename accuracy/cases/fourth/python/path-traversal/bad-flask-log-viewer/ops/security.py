from functools import wraps

from flask import abort
from flask_login import current_user


def operator_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if not current_user.is_authenticated or current_user.role != "operator":
            abort(403)
        return view(*args, **kwargs)

    return inner
