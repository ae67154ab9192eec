import uuid
from pathlib import Path

from fastapi import HTTPException, UploadFile

PUBLIC = Path("public/photos")
SIGNATURES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


async def keep_photo(photo: UploadFile) -> str:
    content = await photo.read(4_000_000)
    suffix = next((ending for start, ending in SIGNATURES.items() if content.startswith(start)), None)
    if suffix is None:
        raise HTTPException(415)
    name = f"{uuid.uuid4().hex}{suffix}"
    (PUBLIC / name).write_bytes(content)
    return f"/photos/{name}"
