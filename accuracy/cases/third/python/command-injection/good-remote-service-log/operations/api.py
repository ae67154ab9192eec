from fastapi import APIRouter, Depends, HTTPException, Query

from operations.guards import require_operator
from operations.hosts import HOSTS
from operations.remote import journal, session

router = APIRouter(prefix="/hosts", dependencies=[Depends(require_operator)])


@router.get("/{name}/units/{unit}/journal")
def unit_journal(name: str, unit: str, lines: int = Query(100, ge=1, le=1000)) -> dict:
    host = HOSTS.get(name)
    if host is None:
        raise HTTPException(404)
    with session(host.address, host.user) as client:
        text = journal(client, unit, lines)
    return {"unit": unit, "lines": text.splitlines()}
