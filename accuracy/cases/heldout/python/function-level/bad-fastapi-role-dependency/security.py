from fastapi import Depends, Header, HTTPException

from sessions import find_user


async def current_user(authorization: str = Header()):
    user = await find_user(authorization)
    if user is None:
        raise HTTPException(401)
    return user


class RequireRole:
    def __init__(self, role: str):
        self.role = role

    async def __call__(self, user=Depends(current_user)):
        if user.role != self.role:
            raise HTTPException(403)
        return user
