from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel, Field

from app.deps import Customers, Parcels

router = APIRouter(tags=["admin"])


class Credit(BaseModel):
    cents: int = Field(gt=0, le=100_000)


@router.get("/totals")
async def totals(parcels: Parcels, period: str = "day"):
    return await parcels.totals(period)


@router.get("/parcels")
async def by_state(parcels: Parcels, state: Literal["announced", "moving", "delivered"], limit: Annotated[int, Query(ge=1, le=200)] = 50):
    return await parcels.page({"state": state}, "created_at", "desc", limit)


@router.post("/customers/{customer_id}/credit")
async def credit(customer_id: int, body: Credit, customers: Customers):
    if await customers.get(customer_id) is None:
        raise HTTPException(404)
    await customers.db.execute(
        "UPDATE customers SET balance_cents = balance_cents + %s WHERE id = %s",
        (body.cents, customer_id),
    )
    return {"balance_cents": await customers.balance(customer_id)}
