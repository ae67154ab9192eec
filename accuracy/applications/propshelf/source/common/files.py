import os
import subprocess
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

ACCEPTED = {"application/pdf", "image/png", "image/jpeg"}


def accepted(upload):
    return upload.content_type in ACCEPTED


def keep(upload, folder):
    """Saves an upload below the media folder and returns its name there."""
    target = Path(settings.MEDIA_ROOT) / folder
    target.mkdir(parents=True, exist_ok=True)
    name = upload.name.replace(" ", "_")
    with open(target / name, "wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
    return f"{folder}/{name}"


def inside(name):
    """The path of a stored file, refused when it is not below the media folder."""
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise SuspiciousFileOperation("outside of media")
    return path


def thumbnail(name, size):
    source = inside(name)
    small = f"{source}.{abs(hash(size))}.png"
    if not os.path.exists(small):
        os.system(f"convert '{source}' -thumbnail {size} '{small}'")
    return small


def kind(name):
    done = subprocess.run(["file", "--brief", "--mime-type", str(inside(name))],
                          capture_output=True, text=True, timeout=10, check=False)
    return done.stdout.strip()


def unpack(upload, folder):
    """Spreads the files of a zip pack into a folder; returns their names."""
    names = []
    with zipfile.ZipFile(upload) as pack:
        for member in pack.infolist():
            if member.is_dir():
                continue
            target = os.path.join(settings.MEDIA_ROOT, folder, member.filename)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as out:
                out.write(pack.read(member))
            names.append(f"{folder}/{member.filename}")
    return names
