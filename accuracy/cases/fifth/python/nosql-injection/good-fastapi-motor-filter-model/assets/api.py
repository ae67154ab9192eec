from fastapi import APIRouter, Depends, Request

from assets.models import Page
from assets.tenancy import tenant_of

router = APIRouter(prefix="/assets")


@router.post("/search")
async def search(page: Page, request: Request, tenant: str = Depends(tenant_of)):
    collection = request.app.state.mongo["assets"]
    query = {**page.filter.model_dump(exclude_none=True), "tenant": tenant}
    cursor = collection.find(query, {"_id": 0, "cost": 0}).limit(page.size)
    return [asset async for asset in cursor]
