import os
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

FORMATS = {"PNG": ".png", "JPEG": ".jpg"}
MAX_BYTES = 2 * 1024 * 1024


def store_avatar(upload):
    if upload.size > MAX_BYTES:
        raise ValidationError("too large")
    try:
        image = Image.open(upload, formats=tuple(FORMATS))
        image.load()
    except (UnidentifiedImageError, OSError):
        raise ValidationError("not an image")
    name = uuid.uuid4().hex + FORMATS[image.format]
    image.convert("RGB").save(os.path.join(settings.MEDIA_ROOT, "avatars", name), format=image.format)
    return settings.MEDIA_URL + "avatars/" + name
