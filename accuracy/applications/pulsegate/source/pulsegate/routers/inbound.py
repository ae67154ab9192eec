import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from pydantic import ValidationError

from .. import secrets
from ..db import Db
from ..errors import Problem, Unauthenticated
from ..limits import limited, redis
from ..models import Incident, Workspace
from ..publishing import publish
from ..schemas import Inbound

router = APIRouter(tags=["inbound"])
Signature = Annotated[str, Header(alias="pulse-signature", max_length=64)]
Moment = Annotated[str, Header(alias="pulse-timestamp", max_length=12)]


@router.post("/in/{workspace_id}", status_code=202, dependencies=[Depends(limited("inbound", 120, 60))])
async def receive(workspace_id: uuid.UUID, request: Request, db: Db, signature: Signature = "", moment: Moment = "") -> None:
    """The bytes are checked before anything reads them, and each signature counts once."""
    body = await request.body()
    workspace = await db.get(Workspace, workspace_id)
    key = secrets.unseal(workspace.inbound_sealed) if workspace else secrets.fresh()
    if not secrets.signed_recently(key, moment, body, signature) or workspace is None:
        raise Unauthenticated("The signature does not fit.")
    if not await redis().set(f"inbound:{signature}", 1, ex=600, nx=True):
        return
    try:
        form = Inbound.model_validate_json(body)
    except ValidationError:
        raise Problem("The body is not what was agreed.") from None
    incident = Incident(workspace_id=workspace_id, summary=form.summary)
    db.add(incident)
    await db.flush()
    await publish(db, incident, "incident.opened")
    await db.commit()
