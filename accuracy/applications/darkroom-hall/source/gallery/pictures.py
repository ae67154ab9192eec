import io
import subprocess
import tempfile
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 10_000_000
MOST_PIXELS = 60_000_000


def redrawn(upload) -> ContentFile:
    """The picture drawn anew as JPEG: what was in the file besides it stays behind."""
    if upload.size > MOST_BYTES:
        raise ValidationError("The picture is larger than 10 MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=["JPEG", "PNG", "TIFF"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValidationError("The picture has too many pixels.")
                upright = ImageOps.exif_transpose(picture).convert("RGB")
                upright.thumbnail((3000, 3000))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombWarning, Image.DecompressionBombError, SyntaxError) as problem:
        raise ValidationError("A JPEG, PNG or TIFF is wanted.") from problem
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=88)
    return ContentFile(out.getvalue(), name="print.jpg")


def camera_of(upload) -> str:
    """The model of the camera as exiftool tells it, or nothing."""
    with tempfile.NamedTemporaryFile(suffix=".bin") as copy:
        upload.seek(0)
        for part in upload.chunks():
            copy.write(part)
        copy.flush()
        upload.seek(0)
        try:
            done = subprocess.run(
                ["/usr/bin/exiftool", "-s3", "-Model", copy.name],
                capture_output=True, timeout=6, check=True, env={}, stdin=subprocess.DEVNULL,
            )
        except (subprocess.SubprocessError, OSError):
            return ""
    return done.stdout[:40].decode("utf-8", "replace").strip()
