from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.dependencies import CurrentUser, get_repository
from app.repository import OrderRepository

router = APIRouter(prefix="/orders", tags=["orders"])


@router.get("")
async def list_orders(
    user: CurrentUser,
    orders: Annotated[OrderRepository, Depends(get_repository)],
    sort: str = "placed",
    descending: bool = True,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> list[dict]:
    return await orders.page(user.tenant_id, sort, descending, offset)
