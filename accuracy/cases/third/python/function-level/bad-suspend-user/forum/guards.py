from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

from forum.users import User, user_of_token

bearer = OAuth2PasswordBearer(tokenUrl="/token")


def current_user(token: Annotated[str, Depends(bearer)]) -> User:
    if (user := user_of_token(token)) is None:
        raise HTTPException(401)
    return user


def require(*roles: str) -> Callable[[User], User]:
    def check(user: Annotated[User, Depends(current_user)]) -> User:
        if user.role not in roles:
            raise HTTPException(403)
        return user

    return check
