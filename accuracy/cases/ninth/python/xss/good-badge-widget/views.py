from django.http import HttpResponse
from django.views.decorators.http import require_GET

from .widgets import Badge, LiveBadge


@require_GET
def badge(request):
    label = request.GET.get("label", "unknown")
    kind = LiveBadge if request.GET.get("live") == "1" else Badge
    return HttpResponse(kind(label).render())
