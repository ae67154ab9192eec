import secrets
from pathlib import Path

from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

PICTURES = Path(__file__).parent / "static" / "pictures"


class NotAPicture(ValueError):
    """The upload is not of a kind that the gallery shows."""


def keep(upload: FileStorage) -> str:
    name = secure_filename(upload.filename or "")
    if not name:
        raise NotAPicture("a name is needed")
    stored = f"{secrets.token_hex(8)}-{name}"
    upload.save(PICTURES / stored)
    return stored
