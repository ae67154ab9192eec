from fastapi import APIRouter, Request
from pydantic import BaseModel

from deliveries import register

router = APIRouter()


class Delivery(BaseModel):
    parcel: str
    state: str


@router.post("/hooks/deliveries", status_code=204)
async def delivery_hook(request: Request) -> None:
    body = await request.body()
    delivery = Delivery.model_validate_json(body)
    await register(delivery.parcel, delivery.state)
