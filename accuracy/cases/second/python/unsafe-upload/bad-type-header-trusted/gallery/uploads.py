import uuid
from pathlib import Path


PUBLIC = Path("/var/www/static/gallery")
SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}


def keep(upload) -> str:
    if not (upload.mimetype or "").startswith("image/"):
        raise ValueError("only pictures")
    suffix = Path(upload.filename).suffix
    name = f"{uuid.uuid4().hex}{suffix}"
    upload.save(PUBLIC / name)
    return name
