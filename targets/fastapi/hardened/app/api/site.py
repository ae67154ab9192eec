import hashlib
import html
import json
import logging
import queue
import random
import sqlite3
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from app.api import schemas
from app.api.problems import Problem

log = logging.getLogger("wallet")
public = APIRouter(tags=["site"])

PARTNERS = {"bank": "https://bank.example/start", "tax": "https://tax.example/form"}
PASSWORD_HINT = "at least twelve characters"


@public.get("/health")
def ready(request: Request):
    try:
        healthy = request.app.state.database.first("SELECT 1 AS one") is not None
    except (sqlite3.Error, queue.Empty):
        log.exception("health.database")
        healthy = False
    state = "ok" if healthy else "unavailable"
    return JSONResponse({"status": state, "checks": {"database": state}}, 200 if healthy else 503)


@public.get("/health/live")
def live():
    return {"status": "ok"}


@public.get("/articles")
def articles(page: Annotated[schemas.Page, Query()], request: Request):
    found = request.app.state.database.rows("SELECT id, title, body FROM articles ORDER BY id LIMIT ? OFFSET ?", page.limit, page.offset)
    body = json.dumps({"articles": found})
    etag = hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
    return Response(body, media_type="application/json", headers={"cache-control": "public, max-age=30", "etag": f'"{etag}"'})


@public.get("/search")
def search(wanted: Annotated[schemas.Search, Query()], request: Request):
    pattern = "%" + wanted.q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    found = request.app.state.database.rows("SELECT id, title, body FROM articles WHERE title LIKE ? ESCAPE '\\' ORDER BY id LIMIT ? OFFSET ?", pattern, wanted.limit, wanted.offset)
    return {"asked": wanted.q, "articles": found}


@public.get("/tip", response_class=HTMLResponse)
def tip(topic: Annotated[schemas.Label, Query()] = "saving"):
    number = random.randint(1, 40)
    return f"<!doctype html><title>Tip</title><p>On {html.escape(topic)}: read article {number}. Passwords have {PASSWORD_HINT}.</p>"


@public.get("/partner/{name}")
def partner(name: str):
    if name not in PARTNERS:
        raise Problem(404)
    return RedirectResponse(PARTNERS[name], 302)
