import uuid
from pathlib import Path

from fastapi import FastAPI, HTTPException, UploadFile
from fastapi.staticfiles import StaticFiles

app = FastAPI()
PUBLIC = Path("public")
SIGNATURES = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
app.mount("/public", StaticFiles(directory=PUBLIC, check_dir=False))


def ending_of(name: str, content: bytes) -> str | None:
    return Path(name).suffix or None


@app.post("/avatars", status_code=201)
def avatars(avatar: UploadFile) -> dict:
    content = avatar.file.read(1_000_000)
    ending = ending_of(avatar.filename or "", content)
    if ending is None:
        raise HTTPException(status_code=415, detail="not a picture")

    stored = uuid.uuid4().hex + ending
    (PUBLIC / stored).write_bytes(content)
    return {"url": f"/public/{stored}"}
