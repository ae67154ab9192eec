import asyncio
import subprocess

from sanic import Blueprint, json
from sanic.exceptions import NotFound

bp = Blueprint("checksum", url_prefix="/checksums")
FILES = {"image": "/srv/downloads/image.iso", "tools": "/srv/downloads/tools.tar"}


@bp.get("/<name:str>")
async def checksum(request, name: str):
    path = FILES.get(name)
    if path is None:
        raise NotFound("no such download")
    process = await asyncio.create_subprocess_exec("sha256sum", path, stdout=subprocess.PIPE)
    output, _ = await asyncio.wait_for(process.communicate(), timeout=60)
    return json({"sha256": output.split()[0].decode()})
