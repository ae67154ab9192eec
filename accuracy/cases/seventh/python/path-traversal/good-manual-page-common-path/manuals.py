import os

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

app = FastAPI()

MANUALS = "/srv/manuals"


def find(page: str) -> str | None:
    target = os.path.realpath(os.path.join(MANUALS, page))
    if os.path.commonpath([MANUALS, target]) != MANUALS:
        return None
    return target if os.path.isfile(target) else None


@app.get("/manuals/{page:path}")
def manual(page: str):
    target = find(page)
    if target is None:
        raise HTTPException(status_code=404)
    return FileResponse(
        target,
        media_type="application/octet-stream",
        headers={"Cache-Control": "max-age=600"},
    )
