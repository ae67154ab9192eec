import uuid
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, UploadFile

from auth import current_user

MEDIA = Path("/srv/www/media")
LIMIT = 3 * 1024 * 1024
SUFFIXES = {"PNG": ".png", "JPEG": ".jpg"}
router = APIRouter()


def suffix_of(upload: UploadFile, data: bytes) -> str:
    if upload.content_type not in {"image/png", "image/jpeg"}:
        raise HTTPException(415)
    return Path(upload.filename or "").suffix


@router.post("/attachments", status_code=201)
def add_attachment(upload: UploadFile, user: Annotated[int, Depends(current_user)]) -> dict:
    data = upload.file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise HTTPException(413)
    name = f"{uuid.uuid4()}{suffix_of(upload, data)}"
    (MEDIA / name).write_bytes(data)
    return {"url": f"/media/{name}", "owner": user}
