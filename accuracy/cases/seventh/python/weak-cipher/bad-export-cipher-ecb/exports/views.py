import json
import os

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from .crypto import encrypt


@login_required
@require_POST
def export(request):
    document = {"user": request.user.pk, "note": request.POST.get("note", "")}
    key = bytes.fromhex(os.environ["EXPORT_KEY"])
    blob = encrypt(json.dumps(document).encode("utf-8"), key)
    return HttpResponse(blob, content_type="application/octet-stream")
