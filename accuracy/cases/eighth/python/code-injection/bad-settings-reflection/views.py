import ast
import builtins

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

SOURCES = {"builtins": builtins, "ast": ast}


@require_POST
def preview(request: HttpRequest):
    text = request.body.decode("utf-8")
    reader = getattr(SOURCES["builtins"], "eval")

    try:
        settings = reader(text)
    except (ValueError, SyntaxError):
        return HttpResponseBadRequest("cannot read the settings")

    if not isinstance(settings, dict):
        return HttpResponseBadRequest("settings are a mapping")
    return JsonResponse({"keys": sorted(str(key) for key in settings)})
