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
    output = subprocess.run(["sha256sum", path], capture_output=True, check=True, timeout=60).stdout
    return json({"sha256": output.split()[0].decode()})
