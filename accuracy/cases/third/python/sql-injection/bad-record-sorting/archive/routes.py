from typing import Annotated

from fastapi import APIRouter, Depends, Query

from archive.guards import collection_of_reader
from archive.parameters import Direction, SortField
from archive.session import record_store
from archive.store import RecordStore

router = APIRouter(prefix="/records")


@router.get("")
async def records(
    store: Annotated[RecordStore, Depends(record_store)],
    collection: Annotated[int, Depends(collection_of_reader)],
    sort: str = SortField.RECEIVED,
    direction: Direction = Direction.DOWN,
    limit: Annotated[int, Query(ge=1, le=100)] = 40,
) -> list[dict]:
    rows = await store.page(collection, sort, direction, limit)
    return [dict(row._mapping) for row in rows]
