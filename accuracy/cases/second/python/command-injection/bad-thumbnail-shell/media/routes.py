import uuid
from pathlib import Path

from fastapi import APIRouter, Depends, Form, UploadFile

from media.auth import current_user
from media.thumbnails import thumbnail

STORE = Path("/srv/media")
router = APIRouter(dependencies=[Depends(current_user)])


@router.post("/videos", status_code=201)
async def upload(file: UploadFile, second: str = Form("0")) -> dict[str, str]:
    video = STORE / f"{uuid.uuid4().hex}.mp4"
    with video.open("wb") as out:
        while chunk := await file.read(1 << 20):
            out.write(chunk)
    picture = await thumbnail(video, second)
    return {"thumbnail": picture.name}
