from aiohttp import web

from .runner import ProbeFailed, trace

routes = web.RouteTableDef()


@routes.view("/probes")
class Probes(web.View):
    async def post(self):
        body = await self.request.json()
        try:
            lines = await trace(str(body["host"]))
        except ProbeFailed as failure:
            raise web.HTTPUnprocessableEntity(reason=str(failure))
        return web.json_response({"lines": lines})
