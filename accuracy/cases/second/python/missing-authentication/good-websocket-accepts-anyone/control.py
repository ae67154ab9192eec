from fastapi import APIRouter, WebSocket, WebSocketDisconnect, status

from machines import Machines
from sessions import find_session

router = APIRouter()


@router.websocket("/machines/control")
async def control(socket: WebSocket) -> None:
    session = await find_session(socket.cookies.get("sid"))
    if session is None or not session["operator"]:
        await socket.close(status.WS_1008_POLICY_VIOLATION)
        return
    await socket.accept()
    try:
        while True:
            command = await socket.receive_json()
            await Machines.restart(int(command["machine"]), by=session["operator"])
            await socket.send_json({"restarted": command["machine"]})
    except WebSocketDisconnect:
        return
