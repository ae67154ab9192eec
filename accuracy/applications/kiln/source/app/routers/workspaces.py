from datetime import timedelta

from fastapi import APIRouter, BackgroundTasks, HTTPException
from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, joinedload

from .. import blobs, schemas
from ..config import settings
from ..database import Db
from ..deps import Me, limited
from ..mailer import send_mail
from ..models import Attachment, Document, Invite, Membership, Role, Webhook, Workspace, new_id, now
from ..outbound import acceptable, deliver, hook_secret
from ..policies import authorize
from ..security import digest, heavy_window, new_token

router = APIRouter(prefix="/api")


@router.get("/workspaces", response_model=list[schemas.WorkspaceOut])
async def mine(user: Me, db: Db):
    query = select(Workspace).join(Membership).where(Membership.user_id == user.id).order_by(Workspace.name).limit(200)
    return (await db.scalars(query)).all()


@router.post("/workspaces", status_code=201, response_model=schemas.WorkspaceOut)
async def create(body: schemas.WorkspaceIn, user: Me, db: Db):
    space = Workspace(name=body.name)
    db.add(space)
    await db.flush()
    db.add(Membership(workspace_id=space.id, user_id=user.id, role=Role.owner))
    await db.commit()
    return space


@router.patch("/workspaces/{workspace_id}", response_model=schemas.WorkspaceOut)
async def rename(workspace_id: str, body: schemas.WorkspaceIn, user: Me, db: Db):
    space = await authorize(db, user, "manage", await db.get(Workspace, workspace_id))
    space.name = body.name
    await db.commit()
    return space


@router.delete("/workspaces/{workspace_id}", status_code=204)
async def remove(workspace_id: str, user: Me, db: Db) -> None:
    space = await authorize(db, user, "manage", await db.get(Workspace, workspace_id))
    names = (await db.scalars(select(Attachment.blob).join(Document, Document.id == Attachment.document_id).where(Document.workspace_id == space.id))).all()
    await db.delete(space)
    await db.commit()
    await blobs.discard(names)


@router.get("/workspaces/{workspace_id}/members", response_model=list[schemas.MemberOut])
async def members(workspace_id: str, user: Me, db: Db):
    space = await authorize(db, user, "view", await db.get(Workspace, workspace_id))
    rows = await db.scalars(select(Membership).options(joinedload(Membership.user)).where(Membership.workspace_id == space.id).limit(500))
    return [schemas.MemberOut(user_id=row.user_id, name=row.user.name, role=Role(row.role).name) for row in rows]


@router.post("/workspaces/{workspace_id}/invites", status_code=202, dependencies=[limited(heavy_window)])
async def invite(workspace_id: str, body: schemas.InviteIn, user: Me, db: Db, background: BackgroundTasks) -> dict[str, str]:
    space = await authorize(db, user, "manage", await db.get(Workspace, workspace_id))
    token, stored = new_token("invite")
    values = dict(digest=stored, role=Role[body.role], expires_at=now() + timedelta(days=7))
    statement = upsert(Invite).values(workspace_id=space.id, email=body.email, **values)
    await db.execute(statement.on_conflict_do_update(index_elements=["workspace_id", "email"], set_=values))
    await db.commit()
    background.add_task(send_mail, body.email, "You are invited", f"{settings.public_url}/join#{token}")
    return {"status": "sent"}


@router.post("/invites/accept", response_model=schemas.WorkspaceOut)
async def accept(body: schemas.AcceptIn, user: Me, db: Db):
    spent = delete(Invite).where(Invite.digest == digest(body.token), Invite.email == user.email, Invite.expires_at > now())
    row = (await db.execute(spent.returning(Invite.workspace_id, Invite.role))).one_or_none()
    if row is None:
        raise HTTPException(400, "This invitation is no longer valid")
    await db.execute(upsert(Membership).values(workspace_id=row.workspace_id, user_id=user.id, role=row.role).on_conflict_do_nothing())
    await db.commit()
    return await db.get(Workspace, row.workspace_id)


def _another_owner(workspace_id: str, user_id: str):
    other = aliased(Membership)
    return select(literal(1)).where(other.workspace_id == workspace_id, other.user_id != user_id, other.role == Role.owner).exists()


@router.put("/workspaces/{workspace_id}/members/{member_id}", status_code=204)
async def set_role(workspace_id: str, member_id: str, body: schemas.MemberIn, user: Me, db: Db) -> None:
    space = await authorize(db, user, "manage", await db.get(Workspace, workspace_id))
    change = update(Membership).where(Membership.workspace_id == space.id, Membership.user_id == member_id)
    if body.role != "owner":
        change = change.where(_another_owner(space.id, member_id))
    if (await db.execute(change.values(role=Role[body.role]))).rowcount == 0:
        raise HTTPException(409, "No such member, or the last owner")
    await db.commit()


@router.delete("/workspaces/{workspace_id}/members/{member_id}", status_code=204)
async def leave(workspace_id: str, member_id: str, user: Me, db: Db) -> None:
    action = "view" if member_id == user.id else "manage"
    space = await authorize(db, user, action, await db.get(Workspace, workspace_id))
    gone = delete(Membership).where(Membership.workspace_id == space.id, Membership.user_id == member_id, _another_owner(space.id, member_id))
    if (await db.execute(gone)).rowcount == 0:
        raise HTTPException(409, "No such member, or the last owner")
    await db.commit()


@router.get("/workspaces/{workspace_id}/webhooks", response_model=list[schemas.WebhookOut])
async def webhooks(workspace_id: str, user: Me, db: Db):
    space = await authorize(db, user, "manage", await db.get(Workspace, workspace_id))
    return (await db.scalars(select(Webhook).where(Webhook.workspace_id == space.id).limit(20))).all()


@router.post("/workspaces/{workspace_id}/webhooks", status_code=201)
async def add_webhook(workspace_id: str, body: schemas.WebhookIn, user: Me, db: Db) -> dict[str, str]:
    space = await authorize(db, user, "manage", await db.get(Workspace, workspace_id))
    if not acceptable(body.url):
        raise HTTPException(422, "Only https addresses on the usual port")
    hook_id = new_id()
    room = select(func.count()).select_from(Webhook).where(Webhook.workspace_id == space.id).scalar_subquery()
    row = select(literal(hook_id), literal(space.id), literal(body.url)).where(room < 10)
    try:
        result = await db.execute(insert(Webhook).from_select(["id", "workspace_id", "url"], row, include_defaults=False))
    except IntegrityError:
        raise HTTPException(409, "Already there") from None
    if result.rowcount == 0:
        raise HTTPException(409, "Too many webhooks")
    await db.commit()
    return {"id": hook_id, "url": body.url, "secret": hook_secret(hook_id)}


@router.post("/webhooks/{hook_id}/test", dependencies=[limited(heavy_window)])
async def test_webhook(hook_id: str, user: Me, db: Db) -> dict[str, bool]:
    hook = await authorize(db, user, "manage", await db.get(Webhook, hook_id))
    return {"delivered": await deliver(hook.id, hook.url, "ping", {})}


@router.delete("/webhooks/{hook_id}", status_code=204)
async def remove_webhook(hook_id: str, user: Me, db: Db) -> None:
    await db.delete(await authorize(db, user, "manage", await db.get(Webhook, hook_id)))
    await db.commit()
