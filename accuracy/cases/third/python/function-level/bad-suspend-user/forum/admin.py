from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException

from forum.guards import current_user, require
from forum.users import User, UserStore, user_store

router = APIRouter(prefix="/admin/users")
Store = Annotated[UserStore, Depends(user_store)]


@router.get("")
def users(
    store: Store, moderator: Annotated[User, Depends(require("moderator", "owner"))], after: int = 0
) -> list[dict]:
    return [{"id": user.id, "name": user.name} for user in store.page(after=after, size=50)]


@router.post("/{user_id}/suspend", status_code=204)
def suspend(user_id: int, store: Store, moderator: Annotated[User, Depends(current_user)]) -> None:
    if not store.suspend(user_id, by=moderator.id):
        raise HTTPException(404)
