from functools import wraps

from fastapi import HTTPException

from depots.context import current_user


def crew_only(endpoint):
    @wraps(endpoint)
    async def checked(*args, **kwargs):
        if current_user.get() is None:
            raise HTTPException(status_code=401)
        return await endpoint(*args, **kwargs)

    return checked
