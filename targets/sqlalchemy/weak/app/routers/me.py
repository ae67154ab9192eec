from __future__ import annotations

from fastapi import APIRouter, Depends, Security

from app.core.errors import Problem
from app.core.security import new_password_hash, password_matches, password_problem
from app.deps import Caller, current_caller
from app.repositories.accounts import Accounts
from app.repositories.practices import Practices
from app.schemas.accounts import AccountRow, PasswordChange, Profile, ProfileUpdate

router = APIRouter(prefix="/api", tags=["account"])


@router.get("/me", response_model=Profile)
async def me(caller: Caller = Depends(current_caller)):
    return caller.user


@router.patch("/me", response_model=Profile)
async def update_me(
    body: ProfileUpdate, caller: Caller = Depends(current_caller), accounts: Accounts = Depends(),
):
    protected = {"id", "email", "password_hash", "active", "created_at", "reset_code", "reset_expires"}
    for name, value in body.model_dump(exclude_unset=True).items():
        if value is not None and name not in protected and hasattr(caller.user, name):
            setattr(caller.user, name, value)
    return await accounts.save(caller.user)


@router.post("/me/password", status_code=204)
async def change_password(
    body: PasswordChange, caller: Caller = Depends(current_caller), accounts: Accounts = Depends(),
) -> None:
    if not await password_matches(body.current_password, caller.user.password_hash):
        raise Problem(403, "The current password is wrong")
    problem = password_problem(body.new_password, caller.user.email)
    if problem:
        raise Problem(422, problem)
    await accounts.set_password(caller.user, await new_password_hash(body.new_password))
    await accounts.note(caller.id, "account.password_changed")


@router.get("/me/permissions")
async def permissions(caller: Caller = Depends(current_caller), practices: Practices = Depends()) -> dict:
    """What the menu of the app shows; every account may ask."""
    return {"admin": caller.user.role == "admin", "practices": await practices.employers(caller.id)}


@router.get("/admin/users", response_model=list[AccountRow], tags=["admin"])
async def list_users(
    limit: int = 50, offset: int = 0,
    caller: Caller = Security(current_caller, scopes=["admin"]), accounts: Accounts = Depends(),
):
    return await accounts.page(min(max(limit, 1), 100), min(max(offset, 0), 1_000_000))
