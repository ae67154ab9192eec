from aiohttp import web

from sessions import user_of
from store import Webhooks


class WebhookHandlers:
    def __init__(self, webhooks: Webhooks):
        self.webhooks = webhooks

    async def remove(self, request: web.Request) -> web.Response:
        user = await user_of(request)
        await self.webhooks.delete(owner=user.id, number=int(request.match_info["number"]))
        return web.Response(status=204)


def create_app(webhooks: Webhooks) -> web.Application:
    app = web.Application()
    handlers = WebhookHandlers(webhooks)
    app.router.add_get("/webhooks/{number}/remove", handlers.remove)
    return app
