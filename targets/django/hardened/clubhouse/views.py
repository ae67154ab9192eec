import hmac
import mimetypes
import random

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from boats.models import Boat
from notices.models import Notice

from . import metrics

PAGES = {"about": "We have sailed from this harbour since 1911.", "statutes": "Members care for the boats they borrow."}
PLACES = {"weather": "https://weather.example/", "federation": "https://sailing.example/clubs"}
ASSETS = {path.name: (path.read_bytes(), mimetypes.guess_type(path.name)[0]) for path in (settings.BASE_DIR / "assets").iterdir() if path.suffix in (".css", ".js")}


@login_not_required
@require_safe
def home(request):
    boats = list(Boat.objects.order_by("name")[:20])
    of_the_day = random.choice(boats) if boats else None
    return render(request, "home.html", {"boat": of_the_day, "notices": Notice.objects.filter(published=True)[:5]})


@login_not_required
@require_safe
def live(request):
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def ready(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("unavailable", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def measurements(request):
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        raise Http404
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4")


@login_not_required
@require_safe
def asset(request, name):
    if name not in ASSETS:
        raise Http404
    body, kind = ASSETS[name]
    return HttpResponse(body, content_type=kind, headers={"Cache-Control": "public, max-age=3600"})


@login_not_required
@require_safe
def page(request, slug):
    """Old links of the former site all end here; visitors get the menu instead of an error."""
    text = PAGES.get(slug.strip("/"))
    return render(request, "page.html", {"slug": slug[:100], "text": text or "We could not find that page. Try the menu."})


@login_not_required
@require_safe
def out(request, place):
    target = PLACES.get(place)
    if target is None:
        raise Http404
    return HttpResponseRedirect(target)


@login_not_required
@require_safe
def theme(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie("theme", "dark" if request.GET.get("name") == "dark" else "light", max_age=31_536_000, samesite="Lax", secure=True, httponly=True)
    return response
