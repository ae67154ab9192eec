from fastapi import APIRouter, Depends, WebSocket, WebSocketDisconnect

from guards import socket_user
from rooms import Room, room_of

router = APIRouter()
COMMANDS = ("join", "leave", "say")


class RoomSession:
    def __init__(self, room: Room, user: str) -> None:
        self.room, self.user = room, user

    async def join(self) -> str:
        return await self.room.add(self.user)

    async def leave(self) -> str:
        return await self.room.remove(self.user)

    async def say(self, text: str = "") -> str:
        return await self.room.broadcast(self.user, text[:500])


@router.websocket("/rooms/{room_id}")
async def room_socket(socket: WebSocket, room_id: int, user: str = Depends(socket_user)):
    await socket.accept()
    session = RoomSession(room_of(room_id), user)
    try:
        while True:
            message = await socket.receive_json()
            command = message.get("command", COMMANDS[0])
            if command not in COMMANDS:
                await socket.send_json({"error": "unknown command"})
                continue
            action = getattr(session, command)
            await socket.send_json({"result": await action(*message.get("arguments", []))})
    except WebSocketDisconnect:
        await session.leave()
