from fastapi import APIRouter, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from ..db import Db

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live")
async def live() -> dict[str, bool]:
    return {"ok": True}


@router.get("/ready")
async def ready(db: Db, response: Response) -> dict[str, bool]:
    try:
        await db.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        response.status_code = 503
        return {"ok": False}
    return {"ok": True}
