import secrets
import uuid
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Path, Query
from fastapi.responses import FileResponse
from sqlalchemy import select

from ..db import Work
from ..outgoing import host_within
from ..problems import Problem, forbidden, missing
from ..security import hash_password, having
from ..settings import settings
from ..shapes import HookIn, Page, RoleIn, UserIn, UserOut
from ..tables import Team, Trail, User
from ..throttle import attempt
from ..trail import note
from .oauth import send_link

router = APIRouter(prefix="/team", tags=["team"])
Admin = having("team:admin")


async def colleague(work, me, user_id: uuid.UUID) -> User:
    if user_id == me.id:
        raise forbidden()
    user = await work.scalar(select(User).where(User.id == user_id, User.team_id == me.team_id))
    if user is None:
        raise missing()
    return user


@router.get("/users")
async def users(ask: Annotated[Page, Query()], me: Admin, work: Work) -> list[UserOut]:
    query = select(User).where(User.team_id == me.team_id).order_by(User.name, User.id)
    return list(await work.scalars(query.limit(ask.size).offset((ask.page - 1) * ask.size)))


@router.post("/users", status_code=201)
async def invite(given: UserIn, me: Admin, work: Work, later: BackgroundTasks) -> UserOut:
    await attempt("invite", str(me.id), 30)
    nobody_knows = await hash_password(secrets.token_urlsafe(32))
    user = User(team_id=me.team_id, email=given.email.lower(), name=given.name, role=given.role, password_hash=nobody_knows)
    work.add(user)
    await work.flush()
    note(work, me, "user.invite", user.id)
    later.add_task(send_link, user.email, "welcome")
    return UserOut.model_validate({**UserOut.model_validate(user).model_dump(), "disabled": False})


@router.put("/users/{user_id}/role", status_code=204)
async def role(user_id: uuid.UUID, given: RoleIn, me: Admin, work: Work) -> None:
    user = await colleague(work, me, user_id)
    user.role = given.role
    user.epoch += 1
    note(work, me, f"user.role.{given.role}", user.id)


@router.delete("/users/{user_id}", status_code=204)
async def disable(user_id: uuid.UUID, me: Admin, work: Work) -> None:
    user = await colleague(work, me, user_id)
    user.disabled = True
    user.epoch += 1
    note(work, me, "user.disable", user.id)


@router.put("/hook")
async def hook(given: HookIn, me: Admin, work: Work) -> dict:
    team = await work.get_one(Team, me.team_id)
    host = host_within(given.url, team.domains)
    if host is None:
        raise Problem(422, "the address is not of your domains")
    team.outbound_url = given.url
    team.outbound_secret = secrets.token_hex(32)
    note(work, me, "hook", host)
    return {"secret": team.outbound_secret}


@router.get("/trail")
async def trail(ask: Annotated[Page, Query()], me: Admin, work: Work) -> list[dict]:
    query = select(Trail.at, Trail.actor, Trail.action, Trail.subject).where(Trail.team_id == me.team_id).order_by(Trail.id.desc())
    rows = await work.execute(query.limit(ask.size).offset((ask.page - 1) * ask.size))
    return [dict(r) for r in rows.mappings()]


@router.get("/reports/{name}")
def report(name: Annotated[str, Path(pattern=r"^[\w-]{1,60}\.pdf$")], me: Admin) -> FileResponse:
    """A monthly report of the team; each team has a folder of its own."""
    root = (settings().report_root / me.team_id.hex).resolve()
    file = (root / name).resolve()
    if not file.is_relative_to(root) or not file.is_file():
        raise missing()
    return FileResponse(file, media_type="application/pdf", filename=name)
