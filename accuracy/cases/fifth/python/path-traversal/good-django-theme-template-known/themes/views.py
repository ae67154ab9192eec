from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from .assets import read_asset


@require_safe
def asset(request):
    try:
        content, content_type = read_asset(request.theme, request.GET.get("name", "main"))
    except (OSError, ValueError, KeyError):
        raise Http404
    response = HttpResponse(content, content_type=content_type)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
