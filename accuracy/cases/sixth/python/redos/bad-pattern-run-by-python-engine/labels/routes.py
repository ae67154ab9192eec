from typing import Annotated

import asyncpg
from fastapi import APIRouter, Depends, HTTPException, Request

from labels.schemas import LabelIn, LabelOut
from labels.security import current_project

router = APIRouter(prefix="/labels")


def pool(request: Request) -> asyncpg.Pool:
    return request.app.state.pool


@router.post("", status_code=201)
async def create(
    label: LabelIn,
    project_id: Annotated[int, Depends(current_project)],
    db: Annotated[asyncpg.Pool, Depends(pool)],
) -> LabelOut:
    try:
        label_id = await db.fetchval(
            "INSERT INTO labels (project_id, path, colour) VALUES ($1, $2, $3) RETURNING id",
            project_id,
            label.path,
            label.colour,
        )
    except asyncpg.UniqueViolationError:
        raise HTTPException(409) from None
    return LabelOut(id=label_id, path=label.path, colour=label.colour)
