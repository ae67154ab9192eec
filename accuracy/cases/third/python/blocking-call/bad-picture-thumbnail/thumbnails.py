import subprocess
from pathlib import Path

from quart import Quart, abort, send_file
from quart_auth import QuartAuth, login_required

app = Quart(__name__)
app.config.from_prefixed_env()
QuartAuth(app)
ORIGINALS = Path("/srv/originals")
THUMBNAILS = Path("/srv/thumbnails")


@app.get("/thumbnails/<int:picture_id>")
@login_required
async def thumbnail(picture_id: int):
    target = THUMBNAILS / f"{picture_id}.webp"
    if not target.exists():
        command = ["vipsthumbnail", str(ORIGINALS / f"{picture_id}.jpg"), "-s", "200", "-o", str(target)]
        result = subprocess.run(command, timeout=20)
        if result.returncode != 0:
            abort(500)
    return await send_file(target)
