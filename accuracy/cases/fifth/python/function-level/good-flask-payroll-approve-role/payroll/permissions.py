from functools import partial, wraps

from flask import abort, g


def role_required(role, view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if g.user is None:
            abort(401)
        if g.user["role"] != role:
            abort(403)
        return view(*args, **kwargs)

    return wrapped


payroll_only = partial(role_required, "payroll")
