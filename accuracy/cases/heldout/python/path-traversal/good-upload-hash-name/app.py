import hashlib
from pathlib import Path

from aiohttp import web

STORE = Path("/srv/blobs")


async def put(request):
    data = await request.read()
    digest = hashlib.sha256(data).hexdigest()
    (STORE / digest[:2]).mkdir(exist_ok=True)
    (STORE / digest[:2] / digest).write_bytes(data)
    return web.json_response({"digest": digest, "name": request.headers.get("X-File-Name")}, status=201)


app = web.Application(client_max_size=10_000_000)
app.router.add_put("/blobs", put)
