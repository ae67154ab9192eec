import io
from pathlib import Path
from uuid import uuid4

from fastapi import FastAPI, HTTPException, UploadFile
from fastapi.staticfiles import StaticFiles
from PIL import Image

app = FastAPI()
PUBLIC = Path("public/photos")
app.mount("/photos", StaticFiles(directory=PUBLIC))
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png"}


@app.post("/photos", status_code=201)
async def add(photo: UploadFile):
    data = await photo.read(4_000_000)
    suffix = SUFFIXES.get(Image.open(io.BytesIO(data)).format or "")
    if suffix is None:
        raise HTTPException(422)
    name = uuid4().hex + suffix
    (PUBLIC / name).write_bytes(data)
    return {"name": name}
