from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import HttpResponseBadRequest, JsonResponse
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_POST

from files.checks import allowed


@login_required
@require_POST
def upload(request):
    received = request.FILES["file"]
    allowed(received.name)
    if received.size > 8_000_000:
        return HttpResponseBadRequest("too large")
    suffix = received.name.rsplit(".", 1)[-1].lower()
    kept = default_storage.save(f"public/{get_random_string(24)}.{suffix}", received)
    return JsonResponse({"url": default_storage.url(kept)}, status=201)
