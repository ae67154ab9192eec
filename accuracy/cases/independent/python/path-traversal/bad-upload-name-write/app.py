import uuid

import aiofiles
from fastapi import APIRouter, File, UploadFile

router = APIRouter(prefix="/scans")


def target_for(upload: UploadFile) -> str:
    return f"/srv/scans/{upload.filename}"


@router.post("")
async def save_scan(scan: UploadFile = File(...)):
    target = target_for(scan)
    content = await scan.read(2_000_000)
    async with aiofiles.open(target, "wb") as out:
        await out.write(content)
    return {"bytes": len(content)}
