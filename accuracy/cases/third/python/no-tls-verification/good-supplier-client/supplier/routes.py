from typing import Annotated

from fastapi import APIRouter, Depends

from supplier.client import supplier
from supplier.guards import current_buyer

router = APIRouter(dependencies=[Depends(current_buyer)])


@router.get("/stock/{sku}")
async def stock(sku: Annotated[str, "article number"]) -> dict:
    async with supplier() as client:
        response = await client.get("/levels", params={"sku": sku})
    return {"sku": sku, "level": response.json()["level"]}
