import aiofiles
from aiohttp import web

ROOT = "/srv/attachments"
routes = web.RouteTableDef()


def ensure_plain(part: str) -> None:
    if not part.isalnum():
        raise web.HTTPBadRequest(text="bad folder")


@routes.get("/attachments")
async def read_attachment(request: web.Request) -> web.StreamResponse:
    folder, name = request.query["folder"], request.query["name"]
    ensure_plain(folder)
    stem, _, suffix = name.rpartition(".")
    ensure_plain(stem)
    ensure_plain(suffix)
    async with aiofiles.open(f"{ROOT}/{folder}/{name}", "rb") as stream:
        return web.Response(body=await stream.read(10_000_000), content_type="application/octet-stream")
