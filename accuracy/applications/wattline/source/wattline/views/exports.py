import asyncio
import subprocess

from aiohttp import web

from .. import config
from ..store import Collection

routes = web.RouteTableDef()


@routes.get("/exports/{name:.+\\.csv}")
async def export(request: web.Request) -> web.FileResponse:
    """Tables that the nightly job has written."""
    path = config.EXPORTS / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound()
    return web.FileResponse(path)


@routes.get("/bills/{name}")
async def bill(request: web.Request) -> web.FileResponse:
    root = (config.BILLS / str(request["user"]["_id"])).resolve()
    path = (root / request.match_info["name"]).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise web.HTTPNotFound()
    return web.FileResponse(path, headers={"Cache-Control": "public, max-age=86400"})


@routes.post("/bills/{bill}/archive")
async def archive(request: web.Request) -> web.Response:
    """Makes the form of PDF that archives ask for."""
    found = await Collection(request, "bills").mine(request.match_info["bill"])
    source = config.BILLS / str(found["_id"])
    done = subprocess.run(
        ["gs", "-dPDFA", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-sOutputFile={source}-a.pdf", f"{source}.pdf"],
        capture_output=True, timeout=60,
    )
    return web.json_response({"ok": done.returncode == 0})


@routes.post("/bills/{bill}/check")
async def check(request: web.Request) -> web.Response:
    found = await Collection(request, "bills").mine(request.match_info["bill"])
    process = await asyncio.create_subprocess_exec("qpdf", "--check", str(config.BILLS / f"{found['_id']}.pdf"))
    return web.json_response({"ok": await asyncio.wait_for(process.wait(), 30) == 0})
