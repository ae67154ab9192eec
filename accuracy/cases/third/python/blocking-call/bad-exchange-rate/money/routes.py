from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query

from money.guards import current_customer
from money.service import convert

router = APIRouter(dependencies=[Depends(current_customer)])


@router.get("/convert")
async def conversion(
    amount: Annotated[Decimal, Query(gt=0, max_digits=12)],
    currency: Literal["CHF", "EUR", "GBP", "USD"],
) -> dict:
    return {"amount": str(await convert(amount, currency)), "currency": currency}
