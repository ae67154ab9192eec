from functools import lru_cache, wraps

from flask import abort
from flask_login import current_user
from sqlalchemy import select

from tables import Grant, session


@lru_cache(maxsize=2048)
def rights_of(user_id: int, revision: int) -> frozenset[str]:
    return frozenset(session.scalars(select(Grant.name).where(Grant.user_id == user_id)))


def needs(right: str):
    def decorate(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            if not current_user.is_authenticated:
                abort(401)
            if right not in rights_of(current_user.id, current_user.rights_revision):
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return decorate
