from pathlib import Path

from aiohttp import web

ASSETS = Path("/srv/assets").resolve()


async def asset(request: web.Request) -> web.StreamResponse:
    tail = request.match_info["tail"]

    def locate(name: str) -> Path:
        return ASSETS.joinpath(name)

    file = locate(tail)
    if not file.is_file():
        raise web.HTTPNotFound()
    return web.FileResponse(file, headers={"X-Content-Type-Options": "nosniff"})


app = web.Application()
app.router.add_get("/assets/{tail:.+}", asset)
