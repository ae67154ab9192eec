import secrets
from pathlib import Path

from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

PICTURES = Path(__file__).parent / "static" / "pictures"
EXTENSIONS = {".png", ".jpg", ".jpeg", ".webp"}


class NotAPicture(ValueError):
    """The upload is not of a kind that the gallery shows."""


def keep(upload: FileStorage) -> str:
    name = secure_filename(upload.filename or "")
    if (suffix := Path(name).suffix.lower()) not in EXTENSIONS:
        raise NotAPicture("png, jpeg or webp")
    stored = f"{secrets.token_hex(16)}{suffix}"
    upload.save(PICTURES / stored)
    return stored
