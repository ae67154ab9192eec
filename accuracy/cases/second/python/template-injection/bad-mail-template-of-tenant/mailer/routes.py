from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from mailer.auth import Tenant, current_tenant
from mailer.render import render_message

router = APIRouter(prefix="/templates")
SAMPLE = {"name": "Sample Customer", "order": "A-1001"}


class Draft(BaseModel):
    source: str = Field(max_length=10_000)


@router.post("/preview")
async def preview(draft: Draft, tenant: Tenant = Depends(current_tenant)) -> dict[str, str]:
    return {"tenant": tenant.slug, "text": render_message(draft.source, SAMPLE)}
