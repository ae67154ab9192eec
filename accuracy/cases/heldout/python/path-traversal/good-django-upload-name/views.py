import os

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST


def target_of(form, upload):
    album = form.get("album", "default")
    folder = os.path.join(settings.MEDIA_ROOT, "albums", os.path.basename(album).lstrip(".") or "default")
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, f"{upload.size}.bin")


@login_required
@require_POST
def add_photo(request):
    photo = request.FILES["photo"]
    with open(target_of(request.POST, photo), "wb") as out:
        for chunk in photo.chunks():
            out.write(chunk)
    return JsonResponse({"stored": photo.size})
