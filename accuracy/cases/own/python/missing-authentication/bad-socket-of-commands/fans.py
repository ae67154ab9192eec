from fastapi import APIRouter, WebSocket

from plant import fans

router = APIRouter()


@router.websocket("/fans/speed")
async def speed(ws: WebSocket) -> None:
    await ws.accept()
    async for order in ws.iter_json():
        await fans.set_speed(order["fan"], order["speed"])
