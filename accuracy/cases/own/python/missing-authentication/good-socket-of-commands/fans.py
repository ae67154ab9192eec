from fastapi import APIRouter, WebSocket

from plant import fans
from plant.people import person_of_cookie

router = APIRouter()


@router.websocket("/fans/speed")
async def speed(ws: WebSocket) -> None:
    person = await person_of_cookie(ws.cookies.get("session"))
    if person is None or not person.is_technician:
        await ws.close(code=4401)
        return
    await ws.accept()
    async for order in ws.iter_json():
        await fans.set_speed(order["fan"], order["speed"])
