import tornado.web

from notes.base import AuthenticatedHandler
from notes.store import NoteStore


class NoteHandler(AuthenticatedHandler):
    def initialize(self, notes: NoteStore) -> None:
        self.notes = notes

    async def _own(self, note_id: str):
        note = await self.notes.get(int(note_id))
        if note is None or note.author_id != self.current_user.id:
            raise tornado.web.HTTPError(404)
        return note

    @tornado.web.authenticated
    async def get(self, note_id: str) -> None:
        note = await self._own(note_id)
        self.write({"id": note.id, "text": note.text})

    @tornado.web.authenticated
    async def delete(self, note_id: str) -> None:
        note = await self._own(note_id)
        await self.notes.remove(note.id)
        self.set_status(204)
