from aiohttp import web
from aiohttp_security import check_authorized


class InvoiceView(web.View):
    async def get(self):
        user_id = await check_authorized(self.request)
        row = await self.request.app["db"].fetchrow(
            "SELECT number, total FROM invoices WHERE id = $1 AND owner_id = $2", int(self.request.match_info["id"]), user_id
        )
        return web.json_response({"number": row["number"], "total": row["total"]})

    async def patch(self):
        await check_authorized(self.request)
        changes = await self.request.json()
        await self.request.app["db"].execute(
            "UPDATE invoices SET note = $1 WHERE id = $2", changes["note"], int(self.request.match_info["id"])
        )
        return web.Response(status=204)


def setup(app):
    app.router.add_view("/invoices/{id}", InvoiceView)
