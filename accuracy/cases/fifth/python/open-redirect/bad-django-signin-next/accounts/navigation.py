from django.conf import settings
from django.shortcuts import resolve_url


def landing_url(request):
    target = request.POST.get("next") or request.GET.get("next")
    if target:
        return target
    return resolve_url(settings.LOGIN_REDIRECT_URL)
