import uuid
from datetime import timedelta

from fastapi import APIRouter, BackgroundTasks
from sqlalchemy import delete
from sqlmodel import select

from .. import mail, secrets
from ..access import KEY_PREFIX, Owning, Viewing
from ..errors import Conflict, Missing
from ..limits import spend
from ..models import ApiKey, Invitation, Membership, User, Workspace, now
from ..querying import Windowed
from ..schemas import ChangeRole, Invite, KeyOnce, KeyOut, MemberOut, NewKey, Page

router = APIRouter(prefix="/workspaces/{workspace_id}", tags=["members"])
MOST_KEYS = 20


@router.get("/members")
async def members(scope: Viewing, window: Windowed) -> Page[MemberOut]:
    query = select(User.id, User.name, Membership.role).join(Membership, Membership.user_id == User.id)
    query = query.where(Membership.workspace_id == scope.workspace_id).order_by(User.name, User.id)
    rows = (await scope.db.exec(window.apply(query))).all()
    return Page(**window.page([MemberOut(user_id=id, name=name, role=role) for id, name, role in rows]))


@router.post("/invitations", status_code=202)
async def invite(form: Invite, scope: Owning, later: BackgroundTasks) -> None:
    await spend("invite", str(scope.workspace_id), 30, 3600)
    token = secrets.fresh()
    workspace = await scope.db.get_one(Workspace, scope.workspace_id)
    await scope.db.exec(delete(Invitation).where(Invitation.workspace_id == scope.workspace_id, Invitation.email == form.email))
    invitation = Invitation(
        workspace_id=scope.workspace_id, email=form.email, role=form.role, digest=secrets.digest(token), expires_at=now() + timedelta(days=3)
    )
    scope.db.add(invitation)
    scope.note("invitation.sent", f"invitation:{invitation.id}")
    await scope.db.commit()
    later.add_task(mail.send, form.email, "invitation", inviter="A colleague", workspace=workspace.name, token=token)


async def other_member(scope: Owning, user_id: uuid.UUID) -> Membership:
    if scope.actor == f"user:{user_id}":
        raise Conflict("Another owner has to do that.")
    found = await scope.db.get(Membership, (scope.workspace_id, user_id), with_for_update=True)
    if found is None:
        raise Missing
    return found


@router.patch("/members/{user_id}", status_code=204)
async def change_role(user_id: uuid.UUID, form: ChangeRole, scope: Owning) -> None:
    member = await other_member(scope, user_id)
    member.role = form.role
    scope.note(f"member.{form.role}", f"user:{user_id}")
    await scope.db.commit()


@router.delete("/members/{user_id}", status_code=204)
async def remove(user_id: uuid.UUID, scope: Owning) -> None:
    await scope.db.delete(await other_member(scope, user_id))
    scope.note("member.removed", f"user:{user_id}")
    await scope.db.commit()


@router.get("/keys")
async def keys(scope: Owning) -> list[KeyOut]:
    rows = (await scope.db.exec(scope.query(ApiKey).order_by(ApiKey.name).limit(MOST_KEYS))).all()
    return [KeyOut.model_validate(row) for row in rows]


@router.post("/keys", status_code=201)
async def make_key(form: NewKey, scope: Owning) -> KeyOnce:
    await scope.db.get_one(Workspace, scope.workspace_id, with_for_update=True)
    if len((await scope.db.exec(scope.query(ApiKey).limit(MOST_KEYS))).all()) >= MOST_KEYS:
        raise Conflict("There are enough keys.")
    token = secrets.fresh(KEY_PREFIX)
    key = ApiKey(
        workspace_id=scope.workspace_id,
        name=form.name,
        can_write=form.can_write,
        digest=secrets.digest(token),
        expires_at=now() + timedelta(days=form.days),
    )
    scope.db.add(key)
    scope.note("key.made", f"key:{key.id}")
    await scope.db.commit()
    return KeyOnce(id=key.id, name=key.name, can_write=key.can_write, expires_at=key.expires_at, key=token)


@router.delete("/keys/{key_id}", status_code=204)
async def drop_key(key_id: uuid.UUID, scope: Owning) -> None:
    await scope.db.delete(await scope.one(ApiKey, key_id))
    scope.note("key.dropped", f"key:{key_id}")
    await scope.db.commit()
