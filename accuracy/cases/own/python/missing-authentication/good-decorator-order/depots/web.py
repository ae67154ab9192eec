from fastapi import APIRouter, HTTPException

from depots.access import crew_only
from depots.store import close_depot

router = APIRouter(prefix="/depots")


@router.delete("/{depot}")
@crew_only
async def close(depot: int) -> dict[str, int]:
    await close_depot(depot)
    return {"closed": depot}
