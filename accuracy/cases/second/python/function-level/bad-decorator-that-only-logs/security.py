import logging
from functools import wraps

from flask import g

logger = logging.getLogger(__name__)


def role_required(role: str):
    def decorate(view):
        @wraps(view)
        def wrapper(*args, **kwargs):
            if role not in g.user.roles:
                logger.warning("user %s lacks the role %s", g.user.id, role)
            return view(*args, **kwargs)

        return wrapper

    return decorate
