from pathlib import Path
from uuid import uuid4

from fastapi import FastAPI, HTTPException, UploadFile
from fastapi.staticfiles import StaticFiles

app = FastAPI()
PUBLIC = Path("public/photos")
app.mount("/photos", StaticFiles(directory=PUBLIC))
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png"}


@app.post("/photos", status_code=201)
async def add(photo: UploadFile):
    data = await photo.read(4_000_000)
    if not (photo.content_type or "").startswith("image/"):
        raise HTTPException(422)
    suffix = Path(photo.filename or "photo.jpg").suffix
    name = uuid4().hex + suffix
    (PUBLIC / name).write_bytes(data)
    return {"name": name}
