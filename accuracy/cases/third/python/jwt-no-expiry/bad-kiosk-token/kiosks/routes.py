from fastapi import APIRouter, Depends, HTTPException

from kiosks.guards import require_technician
from kiosks.store import kiosk_of
from kiosks.tokens import kiosk_token

router = APIRouter(prefix="/kiosks", dependencies=[Depends(require_technician)])


@router.post("/{kiosk_id}/token")
def issue(kiosk_id: int) -> dict:
    kiosk = kiosk_of(kiosk_id)
    if kiosk is None:
        raise HTTPException(404)
    return {"token": kiosk_token(kiosk.id, kiosk.site)}
