import io
import uuid
from pathlib import Path

from flask import current_app
from PIL import Image, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

Image.MAX_IMAGE_PIXELS = 30_000_000
LARGEST = 5 * 1024 * 1024


class NotAPicture(ValueError):
    pass


def keep(upload: FileStorage | None) -> uuid.UUID:
    """The pixels are written anew as JPEG, under a name of ours; nothing else of the upload is kept."""
    content = upload.stream.read(LARGEST + 1) if upload else b""
    if not content or len(content) > LARGEST:
        raise NotAPicture
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > Image.MAX_IMAGE_PIXELS:
                raise NotAPicture
            image.thumbnail((1600, 1600))
            pixels = image.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise NotAPicture from error
    key = uuid.uuid4()
    pixels.save(place(key), "JPEG", quality=85)
    return key


def place(key: uuid.UUID) -> Path:
    return current_app.config["LEND"].pictures / f"{key.hex}.jpg"


def drop(key: uuid.UUID | None) -> None:
    if key is not None:
        place(key).unlink(missing_ok=True)
