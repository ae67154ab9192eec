import os
import uuid

from django.conf import settings

SCAN_TYPES = {b"\xff\xd8\xff": ".jpg", b"%PDF": ".pdf"}


def store_xray(user, upload):
    folder = settings.MEDIA_ROOT / "xrays" / str(user.pk)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / upload.name, "wb") as target:
        for chunk in upload.chunks():
            target.write(chunk)
    return f"{user.pk}/{upload.name}"


def open_xray(name):
    return open(os.path.join(settings.MEDIA_ROOT, "xrays", name), "rb")


def store_scan(upload):
    if upload.size > 5 * 1024 * 1024:
        raise ValueError("too large")
    head = upload.read(8)
    upload.seek(0)
    suffix = next((s for magic, s in SCAN_TYPES.items() if head.startswith(magic)), None)
    if suffix is None:
        raise ValueError("only JPEG or PDF")
    name = uuid.uuid4().hex + suffix
    with open(settings.MEDIA_ROOT / "scans" / name, "wb") as target:
        for chunk in upload.chunks():
            target.write(chunk)
    return name
