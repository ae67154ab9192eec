import asyncio
import uuid
from pathlib import Path

from fastapi import FastAPI, Form, HTTPException, UploadFile

app = FastAPI()
WORK = Path("/var/tmp/thumbs")


async def convert(source: Path, target: Path, width) -> int:
    line = " ".join(["convert", str(source), "-resize", f"{width}x", str(target)])
    process = await asyncio.create_subprocess_shell(line)
    try:
        return await asyncio.wait_for(process.wait(), timeout=20)
    except TimeoutError:
        process.kill()
        return 1


@app.post("/thumbnails")
async def thumbnail(image: UploadFile, width: str = Form("200")):
    name = uuid.uuid4().hex
    source, target = WORK / f"{name}.in", WORK / f"{name}.png"
    source.write_bytes(await image.read(2_000_000))
    if await convert(source, target, width) != 0:
        raise HTTPException(status_code=422, detail="the image cannot be read")
    return {"thumbnail": name}
