import asyncio
import tarfile
import zipfile
from pathlib import PurePosixPath

from aiohttp import web

from .. import config

routes = web.RouteTableDef()


async def field(request: web.Request):
    reader = await request.multipart()
    part = await reader.next()
    if part is None or not part.filename:
        raise web.HTTPBadRequest()
    return part


@routes.post("/office/firmware")
async def add_firmware(request: web.Request) -> web.Response:
    part = await field(request)
    target = config.FIRMWARE / part.filename
    with target.open("wb") as handle:
        while chunk := await part.read_chunk(1 << 16):
            handle.write(chunk)
    await asyncio.to_thread(unpack, target)
    return web.json_response({"ok": True}, status=201)


def unpack(target) -> None:
    with tarfile.open(target) as archive:
        archive.extractall(config.FIRMWARE / "unpacked")


@routes.post("/office/manuals")
async def check_manuals(request: web.Request) -> web.Response:
    """Lists the pages of a bundle of manuals; nothing of it is kept."""
    part = await field(request)
    content = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        content.extend(chunk)
        if len(content) > 4_000_000:
            raise web.HTTPRequestEntityTooLarge(max_size=4_000_000, actual_size=len(content))
    return web.json_response({"pages": await asyncio.to_thread(names, bytes(content))})


def names(content: bytes) -> list[str]:
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [PurePosixPath(name).name for name in archive.namelist()[:200] if name.endswith(".html")]
    except zipfile.BadZipFile:
        raise web.HTTPBadRequest() from None
