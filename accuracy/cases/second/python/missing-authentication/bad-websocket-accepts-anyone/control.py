from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from machines import Machines

router = APIRouter()


@router.websocket("/machines/control")
async def control(socket: WebSocket) -> None:
    session = {"operator": socket.query_params.get("operator", "unknown")}
    await socket.accept()
    try:
        while True:
            command = await socket.receive_json()
            await Machines.restart(int(command["machine"]), by=session["operator"])
            await socket.send_json({"restarted": command["machine"]})
    except WebSocketDisconnect:
        return
