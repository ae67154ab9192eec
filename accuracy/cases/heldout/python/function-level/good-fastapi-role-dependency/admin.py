from fastapi import APIRouter, Depends

from security import RequireRole
from settings_store import read_settings, write_settings

router = APIRouter(prefix="/admin")


@router.get("/settings")
async def settings(user=Depends(RequireRole("admin"))):
    return await read_settings()


@router.put("/settings")
async def change(values: dict[str, str], user=Depends(RequireRole("admin"))):
    await write_settings(values)
    return {"changed_by": user.id}
