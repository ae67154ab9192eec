import asyncio
import uuid
from pathlib import Path

from fastapi import FastAPI, UploadFile

app = FastAPI()
WORK = Path("/var/tmp/convert")


@app.post("/convert")
async def convert(document: UploadFile):
    data = await document.read(5_000_000)
    path = WORK / f"{uuid.uuid4().hex}.odt"
    path.write_bytes(data)
    process = await asyncio.create_subprocess_exec("soffice", "--convert-to", "pdf", "--outdir", str(WORK), str(path))
    await process.wait()
    return {"ok": process.returncode == 0}
