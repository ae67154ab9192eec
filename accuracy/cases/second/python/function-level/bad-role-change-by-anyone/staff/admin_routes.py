from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from staff.permissions import SignedIn
from staff.repository import Staff

router = APIRouter(prefix="/admin/staff")


class RoleChange(BaseModel):
    role: Literal["member", "editor", "admin"]


@router.put("/{person_id}/role", status_code=204)
async def change_role(person_id: int, change: RoleChange, user: SignedIn) -> None:
    await Staff.set_role(person_id, change.role, changed_by=user.id)
