from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException

from lockers.dependencies import current_member_id, locker_service
from lockers.service import LockerMissing, LockerService

router = APIRouter(prefix="/lockers")


@router.get("/{locker_id}/code")
async def locker_code(
    locker_id: int,
    member_id: Annotated[int, Depends(current_member_id)],
    service: Annotated[LockerService, Depends(locker_service)],
) -> dict:
    try:
        return {"code": await service.code(locker_id, member_id)}
    except LockerMissing:
        raise HTTPException(404) from None
