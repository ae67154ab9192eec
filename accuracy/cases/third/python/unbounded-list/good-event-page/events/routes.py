from typing import Annotated

from fastapi import APIRouter, Depends

from events.guards import current_organiser
from events.parameters import Page, page
from events.store import EventStore, event_store

router = APIRouter(prefix="/events")


@router.get("")
async def events(
    organiser: Annotated[int, Depends(current_organiser)],
    window: Annotated[Page, Depends(page)],
    store: Annotated[EventStore, Depends(event_store)],
) -> list[dict]:
    return await store.of_organiser(organiser, window.limit, window.offset)
