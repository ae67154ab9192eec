import io
import zipfile
from pathlib import Path
from fastapi import FastAPI, UploadFile
app = FastAPI()
TARGET = Path("/srv/skins")
@app.post("/skins")
async def install(package: UploadFile):
    with zipfile.ZipFile(io.BytesIO(await package.read())) as archive:
        for entry in archive.infolist():
            destination = TARGET / entry.filename
            destination.write_bytes(archive.read(entry))
    return {"ok": True}
