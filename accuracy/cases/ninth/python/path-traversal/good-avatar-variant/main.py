import re
from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

app = FastAPI()


class AvatarStore:
    base = "/srv/avatars"
    pattern = "{base}/{size}/{name}"

    @classmethod
    def locate(cls, name: str, size: int) -> str:
        return cls.pattern.format(base=cls.base, size=size, name=name)


@app.get("/avatars/{name:path}")
def avatar(name: str, size: int = 64):
    if not re.fullmatch(r"[a-z0-9_-]{1,40}\.png", name):
        raise HTTPException(status_code=404)
    path = AvatarStore.locate(name, size)
    if not Path(path).exists():
        raise HTTPException(status_code=404)
    return FileResponse(path, media_type="image/png")
