import secrets
from pathlib import Path

from aiohttp import web

PUBLIC = Path("/srv/public/files")
ACCEPTED = {".pdf", ".txt"}


async def upload(request):
    form = await request.post()
    field = form["file"]
    suffix = Path(field.filename).suffix.lower()
    if suffix not in ACCEPTED:
        raise web.HTTPUnsupportedMediaType()
    name = secrets.token_hex(8) + suffix
    (PUBLIC / name).write_bytes(field.file.read())
    return web.json_response({"name": name}, status=201)


app = web.Application(client_max_size=5_000_000)
app.router.add_post("/files", upload)
app.router.add_static("/files", PUBLIC)
