from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field

from media.security import CurrentUser, current_user
from media.store import JobStore, job_store
from media.tasks import transcode

router = APIRouter(prefix="/jobs")


class Metadata(BaseModel):
    title: str = Field(max_length=200)
    artist: str | None = Field(default=None, max_length=200)


@router.post("/{job_id}/transcode", status_code=202)
async def start(
    job_id: int,
    metadata: Metadata,
    user: Annotated[CurrentUser, Depends(current_user)],
    jobs: Annotated[JobStore, Depends(job_store)],
):
    if not await jobs.belongs_to(job_id, user.id):
        raise HTTPException(404)
    transcode.delay(job_id, metadata.model_dump(exclude_none=True))
    return {"job": job_id, "state": "queued"}
