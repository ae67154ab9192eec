from fastapi import APIRouter, Depends, HTTPException, UploadFile
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from listings.database import get_session
from listings.models import Listing
from listings.photos import keep_photo
from listings.security import current_agent_id

router = APIRouter(prefix="/listings")


@router.post("/{listing_id}/photo")
async def add_photo(
    listing_id: int,
    photo: UploadFile,
    agent_id: int = Depends(current_agent_id),
    session: AsyncSession = Depends(get_session),
):
    address = await keep_photo(photo)
    statement = update(Listing).where(Listing.id == listing_id, Listing.agent_id == agent_id).values(photo=address)
    changed = await session.execute(statement)
    if changed.rowcount == 0:
        raise HTTPException(404)
    await session.commit()
    return {"photo": address}
