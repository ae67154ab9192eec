import os
from datetime import date

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from redis import Redis
from rq import Queue

from datasets.jobs import prune
from datasets.security import current_analyst

router = APIRouter(prefix="/datasets", dependencies=[Depends(current_analyst)])
queue = Queue("datasets", connection=Redis.from_url(os.environ["REDIS_URL"]))


class PruneRequest(BaseModel):
    dataset: str
    before: date


@router.post("/prune", status_code=202)
def request_prune(body: PruneRequest):
    job = queue.enqueue(prune, dataset=body.dataset, before=body.before, job_timeout=600)
    return {"job": job.id}
