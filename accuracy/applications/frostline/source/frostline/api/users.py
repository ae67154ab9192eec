import uuid
from datetime import timedelta

from fastapi import APIRouter
from sqlalchemy.exc import IntegrityError

from ..deps import Admin, Paged, Principal
from ..models import User, now
from ..problems import Problem
from ..repositories.tables import Entries, Users
from ..schemas import EntryOut, InviteIn, RoleIn, UserOut
from ..security import digest, new_secret
from ..settings import settings

router = APIRouter(tags=["users"])


async def other(who: Principal, key: uuid.UUID) -> User:
    """Admins do not change themselves, so that one always remains."""
    if key == who.user.id:
        raise Problem(409, "not your own account")
    return await who.repo(Users).get(key, lock=True)


@router.get("/users")
async def list_users(who: Admin, window: Paged) -> list[UserOut]:
    return [UserOut.model_validate(u) for u in await who.repo(Users).page(window.after, window.limit)]


@router.post("/users", status_code=201)
async def invite(data: InviteIn, who: Admin) -> UserOut:
    token = new_secret()
    user = who.repo(Users).new(
        email=data.email.lower(), name=data.name, role=data.role, active=True,
        invite_hash=digest(token), invite_until=now() + timedelta(days=2),
    )
    who.work.later("mail", to=user.email, subject="Your account", text=f"{settings().public_url}/accept#{token}")
    try:
        await who.done("user invited", user.id)
    except IntegrityError:
        raise Problem(409, "this address cannot be invited") from None
    return UserOut.model_validate(user)


@router.put("/users/{user_id}/role")
async def set_role(user_id: uuid.UUID, data: RoleIn, who: Admin) -> UserOut:
    user = await other(who, user_id)
    user.role = data.role
    await who.done(f"role {data.role}", user.id)
    return UserOut.model_validate(user)


@router.post("/users/{user_id}/deactivate")
async def deactivate(user_id: uuid.UUID, who: Admin) -> UserOut:
    user = await other(who, user_id)
    user.active = False
    await who.repo(Users).end_logins(user.id)
    await who.done("user deactivated", user.id)
    return UserOut.model_validate(user)


@router.get("/audit")
async def audit(who: Admin, window: Paged) -> list[EntryOut]:
    return [EntryOut.model_validate(e) for e in await who.repo(Entries).page(window.after, window.limit)]
