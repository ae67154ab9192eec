import uuid
from pathlib import Path

from fastapi import UploadFile

PUBLIC = Path("/srv/public/avatars")
LIMIT = 2 * 1024 * 1024


class UnsupportedImage(ValueError):
    pass


ACCEPTED = {"image/png", "image/jpeg", "image/webp"}


def suffix_for(upload: UploadFile, content: bytes) -> str:
    if upload.content_type not in ACCEPTED:
        raise UnsupportedImage(upload.content_type)
    return Path(upload.filename or "image.png").suffix


async def keep(upload: UploadFile) -> str:
    content = await upload.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise UnsupportedImage("too large")
    name = f"{uuid.uuid4().hex}{suffix_for(upload, content)}"
    (PUBLIC / name).write_bytes(content)
    return f"/avatars/{name}"
