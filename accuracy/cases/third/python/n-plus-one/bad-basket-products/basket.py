from typing import Annotated

from fastapi import APIRouter, Depends
from motor.motor_asyncio import AsyncIOMotorDatabase

from dependencies import current_user, database

router = APIRouter()


@router.get("/basket")
async def basket(
    db: Annotated[AsyncIOMotorDatabase, Depends(database)],
    user: Annotated[str, Depends(current_user)],
) -> dict:
    stored = await db.baskets.find_one({"owner": user}) or {"lines": []}
    total = 0
    for line in stored["lines"]:
        product = await db.products.find_one({"sku": line["sku"]})
        if product is not None:
            total += product["price"] * line["quantity"]
    return {"lines": len(stored["lines"]), "total": total}
