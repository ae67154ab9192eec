import io
import uuid
import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

LARGEST = 5 * 1024 * 1024
MOST_PIXELS = 30_000_000


def keep(upload):
    """Writes the pixels anew, as JPEG and under a name of ours."""
    if upload.size > LARGEST:
        raise ValidationError("The picture is larger than 5 MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(upload.read()), formats=("JPEG", "PNG", "WEBP")) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ValueError("too many pixels")
                image.thumbnail((1600, 1600))
                pixels = image.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, ValueError):
        raise ValidationError("JPEG, PNG or WebP, please.") from None
    key = uuid.uuid4()
    pixels.save(place(key), "JPEG", quality=85)
    return key


def place(key):
    return settings.PICTURES / f"{key.hex}.jpg"
