from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

machines = APIRouter(prefix="/machines", tags=["machines"])
alerts = APIRouter(prefix="/alerts", tags=["alerts"])
backups = APIRouter(prefix="/backups", tags=["backups"])


class AlertRule(BaseModel):
    metric: str = Field(max_length=60)
    threshold: float


@machines.get("")
async def list_machines(request: Request, offset: int = 0):
    return await request.app.state.fleet.machines(limit=100, offset=max(offset, 0))


@alerts.post("", status_code=201)
async def create_rule(request: Request, rule: AlertRule):
    return {"id": await request.app.state.fleet.add_rule(rule.metric, rule.threshold)}


@backups.delete("/{backup_id}", status_code=204)
async def delete_backup(request: Request, backup_id: int):
    if not await request.app.state.fleet.drop_backup(backup_id):
        raise HTTPException(404)
