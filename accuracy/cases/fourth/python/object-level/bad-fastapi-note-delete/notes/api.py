from fastapi import APIRouter, Depends, HTTPException

from .deps import current_user, get_notes
from .models import User
from .repository import NoteRepository

router = APIRouter(prefix="/notes")


@router.delete("/{note_id}", status_code=204)
def delete_note(note_id: int, user: User = Depends(current_user), notes: NoteRepository = Depends(get_notes)):
    note = notes.find(note_id)
    if note is None:
        raise HTTPException(404)
    notes.remove(note)
