from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from journal.crud import OwnedCrud
from journal.database import get_session
from journal.models import Entry
from journal.security import current_user_id

router = APIRouter(prefix="/entries")


def entries(user_id: int = Depends(current_user_id), session: Session = Depends(get_session)) -> OwnedCrud[Entry]:
    return OwnedCrud(Entry, session, user_id)


@router.get("")
def latest(crud: OwnedCrud[Entry] = Depends(entries)):
    return [{"id": entry.id, "text": entry.text} for entry in crud.latest()]


@router.delete("/{entry_id}", status_code=204)
def remove(entry_id: int, crud: OwnedCrud[Entry] = Depends(entries)):
    entry = crud.get(entry_id)
    if entry is None:
        raise HTTPException(404)
    crud.remove(entry)
