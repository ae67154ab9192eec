from typing import Any

from fastapi import APIRouter, HTTPException, Query

from ..deps import CurrentUser, DbSession, Manager
from ..repositories.tables import ApiKeys, Users
from ..schemas import ProfileOut
from ..security import new_api_key, terminal_token

router = APIRouter(prefix="/users", tags=["users"])


@router.get("/me")
async def me(user: CurrentUser) -> ProfileOut:
    return ProfileOut.model_validate(user)


@router.patch("/me")
async def update_me(user: CurrentUser, session: DbSession, changes: dict[str, Any]) -> ProfileOut:
    return ProfileOut.model_validate(await Users(session).update(user, changes))


@router.get("")
async def colleagues(user: CurrentUser, session: DbSession, offset: int = Query(0, ge=0)):
    return await Users(session).page(user.site_id, offset=offset)


@router.post("/{user_id}/deactivate")
async def deactivate(user_id: int, manager: Manager, session: DbSession) -> ProfileOut:
    users = Users(session)
    user = await users.of_site(manager.site_id, user_id)
    if user is None:
        raise HTTPException(404, "unknown user")
    return ProfileOut.model_validate(await users.update(user, {"active": False}))


@router.post("/keys", status_code=201)
async def add_key(manager: Manager, session: DbSession, label: str = Query(max_length=80)) -> dict:
    key, digest = new_api_key()
    await ApiKeys(session).add(site_id=manager.site_id, key_hash=digest, label=label)
    return {"key": key}


@router.post("/terminals", status_code=201)
async def add_terminal(manager: Manager) -> dict:
    return {"token": terminal_token(manager.site_id)}
