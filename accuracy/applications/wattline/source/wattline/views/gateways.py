import asyncio
import re

from aiohttp import ClientTimeout, web

from .. import config
from ..keys import OUTSIDE
from ..store import Collection, only

routes = web.RouteTableDef()
ADDRESS = re.compile(r"(\w+\.?)+:\d+")


@routes.get("/gateways")
async def list_gateways(request: web.Request) -> web.Response:
    rows = await Collection(request, "gateways").page()
    return web.json_response([only(row, "label", "address") for row in rows])


@routes.post("/gateways/probe")
async def probe(request: web.Request) -> web.Response:
    """Is the gateway there, and which version does it run?"""
    body = await request.json()
    address = str(body.get("address", ""))
    if not ADDRESS.fullmatch(address):
        raise web.HTTPBadRequest()
    async with request.app[OUTSIDE].get(f"http://{address}{body.get('path', '/status')}") as answer:
        return web.json_response({"status": answer.status, "text": (await answer.text())[:4000]})


@routes.post("/gateways/{gateway}/ping")
async def ping(request: web.Request) -> web.Response:
    gateway = await Collection(request, "gateways").mine(request.match_info["gateway"])
    count = request.query.get("count", "3")
    process = await asyncio.create_subprocess_shell(
        f"ping -c {count} -w 10 {gateway['host']}", stdout=asyncio.subprocess.PIPE
    )
    output, _ = await asyncio.wait_for(process.communicate(), 15)
    return web.json_response({"output": output.decode(errors="replace")[-2000:]})


@routes.get("/grid/price")
async def grid_price(request: web.Request) -> web.Response:
    zone = request.query.get("zone", "")
    if not re.fullmatch(r"[A-Z]{2}\d{1,2}", zone):
        raise web.HTTPBadRequest()
    async with request.app[OUTSIDE].get(config.GRID_URL, params={"zone": zone}, timeout=ClientTimeout(total=8)) as answer:
        return web.json_response({"price": (await answer.json()).get("price")})
