import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api import schemas
from app.api.access import Administrator, administrator
from app.api.problems import Problem
from app.domain import audit

router = APIRouter(prefix="/admin", tags=["admin"], dependencies=[Depends(administrator)])


def _other(request: Request, user_id, actor) -> str:
    if str(user_id) == actor["id"]:
        raise Problem(409, "Ask another administrator")
    if request.app.state.database.first("SELECT id FROM users WHERE id = ?", str(user_id)) is None:
        raise Problem(404)
    return str(user_id)


@router.get("/users")
def users(page: Annotated[schemas.Page, Query()], request: Request):
    return {"users": request.app.state.database.rows("SELECT id, login, full_name, role, blocked FROM users ORDER BY login LIMIT ? OFFSET ?", page.limit, page.offset)}


@router.put("/users/{user_id}/role")
def change_role(user_id: uuid.UUID, wanted: schemas.RoleChange, actor: Administrator, request: Request):
    other = _other(request, user_id, actor)
    request.app.state.database.change("UPDATE users SET role = ? WHERE id = ?", wanted.role, other)
    audit.record(request.app.state.database, actor["id"], f"role.{wanted.role}", other)
    return {"id": other, "role": wanted.role}


@router.post("/users/{user_id}/block", status_code=204)
def block(user_id: uuid.UUID, actor: Administrator, request: Request):
    other = _other(request, user_id, actor)
    request.app.state.database.change("UPDATE users SET blocked = 1 WHERE id = ?", other)
    request.app.state.sessions.revoke_all(other)
    audit.record(request.app.state.database, actor["id"], "user.blocked", other)
    return Response(status_code=204)
