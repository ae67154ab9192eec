from fastapi import APIRouter, Request

from store import update_profile

router = APIRouter(prefix="/profile")


@router.patch("/{user_id}")
async def patch_profile(user_id: int, request: Request):
    body = await request.json()
    update_profile(user_id, nickname=body.get("nickname"), city=body.get("city"))
    return {"ok": True}
