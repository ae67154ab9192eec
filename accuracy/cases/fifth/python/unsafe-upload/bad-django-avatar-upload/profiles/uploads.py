import os

from django.conf import settings


def store_avatar(upload):
    target = os.path.join(settings.MEDIA_ROOT, "avatars", os.path.basename(upload.name))
    with open(target, "wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
    return settings.MEDIA_URL + "avatars/" + os.path.basename(upload.name)
