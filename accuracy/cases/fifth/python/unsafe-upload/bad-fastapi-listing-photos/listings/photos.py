import uuid
from pathlib import Path

from fastapi import HTTPException, UploadFile

PUBLIC = Path("public/photos")


async def keep_photo(photo: UploadFile) -> str:
    if not (photo.content_type or "").startswith("image/"):
        raise HTTPException(415)
    name = f"{uuid.uuid4().hex}{Path(photo.filename or '').suffix}"
    content = await photo.read(4_000_000)
    (PUBLIC / name).write_bytes(content)
    return f"/photos/{name}"
