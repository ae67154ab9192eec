from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .drafts import load


@login_required
def draft(request):
    text = request.COOKIES.get("draft")
    return JsonResponse({"draft": load(text) if text else None})
