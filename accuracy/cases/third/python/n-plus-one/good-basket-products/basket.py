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
    wanted = [line["sku"] for line in stored["lines"]]
    products = {p["sku"]: p async for p in db.products.find({"sku": {"$in": wanted}}).limit(len(wanted) or 1)}
    total = 0
    for line in stored["lines"]:
        product = products.get(line["sku"])
        if product is not None:
            total += product["price"] * line["quantity"]
    return {"lines": len(stored["lines"]), "total": total}
