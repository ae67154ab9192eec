from typing import Annotated

from fastapi import Depends, HTTPException

from staff.auth import User, current_user

SignedIn = Annotated[User, Depends(current_user)]


async def require_admin(user: SignedIn) -> User:
    if user.role != "admin":
        raise HTTPException(403, "administrators only")
    return user


Admin = Annotated[User, Depends(require_admin)]
