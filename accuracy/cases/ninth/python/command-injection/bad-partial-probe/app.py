import asyncio
from functools import partial

from aiohttp import web

routes = web.RouteTableDef()

PIPE = asyncio.subprocess.PIPE
launch = partial(asyncio.create_subprocess_shell, stdout=PIPE, stderr=PIPE)


@routes.post("/dns/resolve")
async def resolve(request):
    body = await request.json()
    host = str(body.get("host", "")).rstrip(".").lower()
    process = await launch(f"dig +short -q {host}")
    out, _ = await asyncio.wait_for(process.communicate(), timeout=5)
    return web.json_response({"addresses": out.decode().split()})


app = web.Application()
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app)
