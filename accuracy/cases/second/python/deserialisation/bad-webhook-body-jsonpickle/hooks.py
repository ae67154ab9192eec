import jsonpickle
from fastapi import APIRouter, Request

from deliveries import register

router = APIRouter()


@router.post("/hooks/deliveries", status_code=204)
async def delivery_hook(request: Request) -> None:
    body = await request.body()
    delivery = jsonpickle.decode(body.decode())
    await register(delivery.parcel, delivery.state)
