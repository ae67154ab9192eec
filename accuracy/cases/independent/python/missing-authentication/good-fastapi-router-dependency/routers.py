from fastapi import APIRouter

from store import all_notes, export_everything, save_note

notes_router = APIRouter()
admin_router = APIRouter()


@notes_router.get("")
def notes(page: int = 1):
    return all_notes(page)


@notes_router.post("")
def add(text: str):
    return save_note(text)


@admin_router.post("/full")
def full_export():
    return export_everything()
