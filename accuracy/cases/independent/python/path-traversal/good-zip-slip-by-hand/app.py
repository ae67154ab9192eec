import io
import zipfile
from pathlib import Path

from fastapi import FastAPI, UploadFile

app = FastAPI()
TARGET = Path("/srv/plugins")


@app.post("/plugins")
async def install(package: UploadFile):
    data = await package.read(10_000_000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            destination = TARGET / Path(entry.filename).name
            destination.write_bytes(archive.read(entry))
    return {"ok": True}
