from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel

from sheets.auth import current_user_id
from sheets.repository import SheetRepository
from sheets.service import SheetService

router = APIRouter(prefix="/sheets")


class ColumnRequest(BaseModel):
    formula: str


def service(request: Request) -> SheetService:
    return SheetService(SheetRepository(request.app.state.pool))


@router.post("/{sheet_id}/columns")
async def compute(
    sheet_id: int, body: ColumnRequest, user_id: int = Depends(current_user_id), sheets: SheetService = Depends(service)
):
    try:
        return {"values": await sheets.computed(sheet_id, user_id, body.formula)}
    except (ValueError, SyntaxError, ZeroDivisionError):
        raise HTTPException(422)
