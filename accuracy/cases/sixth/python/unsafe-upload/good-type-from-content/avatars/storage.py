import uuid
from pathlib import Path

from fastapi import UploadFile

PUBLIC = Path("/srv/public/avatars")
LIMIT = 2 * 1024 * 1024


class UnsupportedImage(ValueError):
    pass


SIGNATURES = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"))


def suffix_for(upload: UploadFile, content: bytes) -> str:
    for signature, suffix in SIGNATURES:
        if content.startswith(signature):
            return suffix
    raise UnsupportedImage(upload.content_type)


async def keep(upload: UploadFile) -> str:
    content = await upload.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise UnsupportedImage("too large")
    name = f"{uuid.uuid4().hex}{suffix_for(upload, content)}"
    (PUBLIC / name).write_bytes(content)
    return f"/avatars/{name}"
