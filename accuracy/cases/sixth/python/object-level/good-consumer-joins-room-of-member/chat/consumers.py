from channels.generic.websocket import AsyncJsonWebsocketConsumer

from chat import rooms


class RoomConsumer(AsyncJsonWebsocketConsumer):
    room = None

    async def connect(self):
        user = self.scope["user"]
        if not user.is_authenticated:
            await self.close(code=4401)
            return
        self.room = await rooms.open_room(user, self.scope["url_route"]["kwargs"]["room_id"])
        if self.room is None:
            await self.close(code=4404)
            return
        self.group = f"room-{self.room.pk}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send_json({"history": await rooms.history(self.room)})

    async def receive_json(self, content, **kwargs):
        text = str(content.get("text", "")).strip()[:2000]
        if text:
            await rooms.keep(self.room, self.scope["user"], text)
            event = {"type": "room.message", "author": self.scope["user"].get_username(), "text": text}
            await self.channel_layer.group_send(self.group, event)

    async def room_message(self, event):
        await self.send_json({"author": event["author"], "text": event["text"]})

    async def disconnect(self, code):
        if self.room is not None:
            await self.channel_layer.group_discard(self.group, self.channel_name)
