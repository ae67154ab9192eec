from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool

from app.core.cache import reports as cache
from app.core.errors import not_found
from app.db.models import Practice
from app.deps import Caller, any_member, current_caller, owner_only
from app.repositories.reports import Reports
from app.schemas.clinic import ExportIn
from app.schemas.common import Moment
from app.services import exports

router = APIRouter(prefix="/api/practices/{practice_id}", tags=["reports"])


@router.get("/reports/summary")
async def summary(
    since: Annotated[Moment, Query()], practice: Practice = Depends(any_member), reports: Reports = Depends(),
) -> dict:
    """Visits and fees for each speciality; a minute old at most."""

    async def make() -> dict:
        lines = await reports.by_speciality(practice.id, since)
        return {"practice": practice.name, "since": since, "lines": lines, "fees_cents": sum(line["fees_cents"] for line in lines)}

    return await cache.remember(f"summary:{practice.id}:{since:%Y%m%d%H%M}", 60, make)


@router.post("/exports", status_code=201)
async def export(
    body: ExportIn, caller: Caller = Depends(current_caller), practice: Practice = Depends(owner_only),
    reports: Reports = Depends(),
) -> dict:
    rows = await reports.rows(practice.id, body.kind)
    name = await run_in_threadpool(exports.write, practice, body.kind, rows)
    await reports.note(caller.id, "export.written", f"{practice.slug} {body.kind}")
    return {"name": name, "rows": len(rows)}


@router.get("/exports/{name:path}")
async def download(name: str, practice: Practice = Depends(owner_only)):
    path = exports.find(practice, name) if len(name) < 200 and "\0" not in name else None
    if path is None:
        raise not_found("Export")
    return FileResponse(path, media_type="application/gzip", filename=path.name)
