"""Public pages."""
from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates
from sqlalchemy import text

from app.core.errors import Problem
from app.repositories.practices import Practices
from app.services.markup import rich_text, team_line

router = APIRouter(tags=["pages"])
HERE = Path(__file__).resolve().parent.parent
templates = Jinja2Templates(directory=str(HERE / "templates"))
TOPICS = {
    "booking": "Choose a practitioner and a time. You can cancel until the appointment begins.",
    "vouchers": "Enter the code of your practice when you look at an invoice.",
    "import-errors": "The importer may answer: sqlite3.OperationalError: database is locked. Send the file again.",
}


@router.get("/api/health")
async def health(practices: Practices = Depends()) -> dict:
    await practices.db.execute(text("SELECT 1"))
    return {"status": "ok"}


@router.get("/practices/{slug}")
async def practice_page(slug: str, request: Request, practices: Practices = Depends()):
    practice = await practices.by_slug(slug)
    if practice is None:
        return templates.TemplateResponse(request, "missing.html", {"what": slug}, status_code=404)
    people = await practices.practitioners(practice.id)
    return templates.TemplateResponse(request, "practice.html", {
        "practice": practice, "about": rich_text(practice.about), "team": team_line(people),
    })


@router.get("/find")
async def find_page(
    request: Request, practices: Practices = Depends(), q: Annotated[str, Query(max_length=120)] = "",
):
    found = await practices.directory(q, "name", 50, 0)
    return templates.TemplateResponse(request, "find.html", {"q": q, "found": found})


@router.get("/help/{topic}")
async def help_page(topic: str, request: Request):
    return templates.TemplateResponse(request, "help.html", {"topic": topic, "answer": TOPICS.get(topic)})


@router.get("/go")
async def leave(to: Annotated[str, Query(max_length=300)]):
    """Links in mails come here, so that old paths keep working."""
    target = urlsplit(to)
    if target.scheme or target.netloc:
        raise Problem(422, "Links lead to pages of this site")
    return RedirectResponse(to, status_code=302)


@router.get("/api/insurers/{number}")
async def insurer(number: str) -> dict:
    """The clearing house answers slowly; we ask it once a night and wait as long as it did."""
    await asyncio.sleep(1.3)
    return {"number": number[:20], "known": number.isascii() and number.isdigit() and len(number) == 9}
