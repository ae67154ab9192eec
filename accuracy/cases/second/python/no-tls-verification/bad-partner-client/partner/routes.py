from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from partner.auth import current_user

router = APIRouter(dependencies=[Depends(current_user)])


class Parcel(BaseModel):
    grams: int
    country: str


@router.post("/quotes")
async def quote(request: Request, parcel: Parcel) -> dict[str, int]:
    return {"cents": await request.app.state.partner.quote(parcel.model_dump())}
