import hashlib
import io
import uuid

from django.conf import settings
from PIL import Image, ImageOps

_FORMATS = ("JPEG", "PNG", "TIFF")
_MOST_PIXELS = 60_000_000


class NoPicture(ValueError):
    pass


def path_of(photo_id: uuid.UUID):
    return settings.MEDIA_ROOT / "photos" / photo_id.hex[:2] / f"{photo_id.hex}.jpg"


def keep(file, photo_id: uuid.UUID) -> str:
    """Draws the picture anew, 2400 pixels at most, without what the camera wrote beside it."""
    try:
        with Image.open(file, formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise NoPicture
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPicture from error
    drawn.thumbnail((2400, 2400))
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=85)
    target = path_of(photo_id)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as handle:
        handle.write(out.getbuffer())
    return hashlib.sha1(out.getbuffer(), usedforsecurity=False).hexdigest()
