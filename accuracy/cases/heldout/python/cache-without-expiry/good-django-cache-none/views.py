from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string


def landing(request):
    key = "landing:" + request.GET.get("campaign", "")
    page = cache.get(key)
    if page is None:
        page = render_to_string("landing.html", {"campaign": request.GET.get("campaign", "")})
        cache.set(key, page, timeout=60)
    return HttpResponse(page)
