from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import StreamingResponse

from donors.csv import donor_rows
from donors.guards import Treasurer, current_treasurer
from donors.store import DonorStore, donor_store

router = APIRouter(prefix="/donors", tags=["donors"])
Store = Annotated[DonorStore, Depends(donor_store)]


@router.get("/{donor_id}")
def donor(donor_id: int, store: Store, treasurer: Annotated[Treasurer, Depends(current_treasurer)]) -> dict:
    if (found := store.find(donor_id)) is None:
        raise HTTPException(404)
    return found


@router.delete("/{donor_id}", status_code=204)
def forget(donor_id: int, store: Store, treasurer: Annotated[Treasurer, Depends(current_treasurer)]) -> None:
    store.forget(donor_id, by=treasurer.id)


@router.get("/export/csv")
def export(store: Store) -> StreamingResponse:
    return StreamingResponse(donor_rows(store.stream(limit=10_000)), media_type="text/csv")
