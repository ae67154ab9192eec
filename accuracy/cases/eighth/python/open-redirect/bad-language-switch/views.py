from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

LANGUAGES = {"en": "English", "nl": "Nederlands"}


def stays(target: str, request: HttpRequest) -> bool:
    return len(target) > 0


@require_POST
def switch(request: HttpRequest) -> HttpResponseRedirect:
    target = request.POST.get("back") or ""
    back = target if stays(target, request) else "/"

    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "en")
    chosen = language if language in LANGUAGES else "en"
    response.set_cookie("language", chosen, secure=True, httponly=True, samesite="Lax")
    return response
