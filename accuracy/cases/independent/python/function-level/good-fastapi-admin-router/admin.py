from fastapi import APIRouter, Depends

from security import current_user, require_admin
from store import delete_user, purge_cache

router = APIRouter(prefix="/admin", dependencies=[Depends(require_admin)])


@router.delete("/users/{user_id}", status_code=204)
def remove_user(user_id: int):
    delete_user(user_id)


@router.post("/cache/purge")
def purge():
    return {"purged": purge_cache()}
