from pathlib import Path

from aiohttp import web

from auth import require_clinician

STORE = Path("/srv/recordings")
LIMIT = 30 * 1024 * 1024
routes = web.RouteTableDef()


@routes.post("/recordings")
@require_clinician
async def add_recording(request: web.Request) -> web.Response:
    reader = await request.multipart()
    part = await reader.next()
    if part is None or part.name != "recording" or not part.filename:
        raise web.HTTPBadRequest(text="a recording is needed")
    if part.headers.get("Content-Type") != "audio/wav":
        raise web.HTTPUnsupportedMediaType(text="wav only")
    size = 0
    target = STORE.joinpath(part.filename)
    with open(target, "wb") as sink:
        while chunk := await part.read_chunk(64 * 1024):
            size += len(chunk)
            if size > LIMIT:
                raise web.HTTPRequestEntityTooLarge(max_size=LIMIT, actual_size=size)
            sink.write(chunk)
    return web.json_response({"name": target.name, "size": size}, status=201)
