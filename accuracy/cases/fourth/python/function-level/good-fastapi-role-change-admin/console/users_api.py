from fastapi import APIRouter, Depends
from pydantic import BaseModel

from .deps import require_role
from .roles import Role
from .service import UserService, get_users

router = APIRouter(prefix="/admin/users")


class RoleChange(BaseModel):
    role: Role


@router.get("", dependencies=[Depends(require_role("admin"))])
def list_users(page: int = 1, users: UserService = Depends(get_users)):
    return users.page(page, size=50)


@router.put("/{user_id}/role", status_code=204)
def change_role(user_id: int, body: RoleChange, user=Depends(require_role("admin")), users: UserService = Depends(get_users)):
    users.set_role(user_id, body.role, changed_by=user["sub"])
