import uuid
from pathlib import Path

from PIL import Image, UnidentifiedImageError

PUBLIC = Path("/var/www/static/gallery")
SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}


def keep(upload) -> str:
    try:
        with Image.open(upload.stream) as picture:
            suffix = SUFFIXES[picture.format]
    except (UnidentifiedImageError, KeyError):
        raise ValueError("only pictures") from None
    upload.stream.seek(0)
    name = f"{uuid.uuid4().hex}{suffix}"
    upload.save(PUBLIC / name)
    return name
