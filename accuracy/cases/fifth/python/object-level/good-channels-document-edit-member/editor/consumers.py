from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from .models import Document


class EditorConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self):
        if not self.scope["user"].is_authenticated:
            return await self.close(code=4401)
        await self.accept()

    async def receive_json(self, content, **kwargs):
        handler = {"save": self.save, "ping": self.ping}.get(content.get("type"))
        if handler is None:
            return await self.send_json({"error": "unknown message"})
        await handler(content)

    async def ping(self, content):
        await self.send_json({"pong": True})

    async def save(self, content):
        changed = await self.write(int(content["document"]), str(content["text"])[:100_000])
        await self.send_json({"saved": changed > 0})

    @database_sync_to_async
    def write(self, document_id, text):
        return self.scope["user"].documents.filter(pk=document_id).update(text=text)
