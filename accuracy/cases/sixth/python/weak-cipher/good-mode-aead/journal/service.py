import os
from functools import lru_cache

from journal.crypto import NoteCipher
from journal.models import Note


@lru_cache(maxsize=1)
def cipher() -> NoteCipher:
    return NoteCipher(bytes.fromhex(os.environ["JOURNAL_KEY"]))


def write(owner_id: int, text: str) -> Note:
    note = Note.objects.create(owner_id=owner_id, sealed=b"")
    note.sealed = cipher().seal(text, note.pk)
    note.save(update_fields=["sealed"])
    return note


def read(note: Note) -> str:
    return cipher().open(bytes(note.sealed), note.pk)
