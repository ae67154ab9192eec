from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from backups.guards import require_operator
from backups.tasks import run_backup

router = APIRouter(prefix="/backups")


class BackupOrder(BaseModel):
    label: str = Field(min_length=1, max_length=80)
    compression: int = Field(6, ge=1, le=19)


@router.post("", status_code=202)
def order_backup(order: BackupOrder, operator: Annotated[str, Depends(require_operator)]) -> dict:
    job = run_backup.delay(**order.model_dump())
    return {"job": job.id, "ordered_by": operator}
