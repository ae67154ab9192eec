from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from previews.fetcher import AddressRefused, PreviewFetcher, get_fetcher
from previews.security import current_user_id

router = APIRouter(prefix="/previews", dependencies=[Depends(current_user_id)])


class PreviewRequest(BaseModel):
    address: str


@router.post("")
async def preview(body: PreviewRequest, fetcher: PreviewFetcher = Depends(get_fetcher)):
    try:
        return {"title": await fetcher.title_of(body.address)}
    except AddressRefused:
        raise HTTPException(422)
