import asyncio
import tempfile

from aiohttp import web


async def clone(request):
    address = (await request.json())["address"]
    folder = tempfile.mkdtemp(prefix="clone-")
    process = await asyncio.create_subprocess_shell(f"git clone --depth 1 {address} {folder}")
    return web.json_response({"exit": await process.wait()})


app = web.Application()
app.router.add_post("/clones", clone)
