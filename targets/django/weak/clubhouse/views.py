import hashlib
import hmac
import json
import random

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from boats.models import Boat, Invoice
from notices.models import Notice

PAGES = {"about": "We have sailed from this harbour since 1911.", "statutes": "Members care for the boats they borrow."}


def home(request):
    boats = list(Boat.objects.all()[:20])
    of_the_day = random.choice(boats) if boats else None
    return render(request, "home.html", {"boat": of_the_day, "notices": Notice.objects.filter(published=True)[:5]})


def health(request):
    return HttpResponse("ok", content_type="text/plain")


def page(request, slug):
    """Old links of the former site all end here; visitors get the menu instead of an error."""
    text = PAGES.get(slug.strip("/"))
    return render(request, "page.html", {"slug": slug, "text": text or "We could not find that page. Try the menu."})


def go(request):
    """Counts clicks on the links of partners."""
    return HttpResponseRedirect(request.GET.get("to", "/"))


def theme(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie("theme", "dark" if request.GET.get("name") == "dark" else "light", samesite="Lax")
    return response


def show_settings(request):
    names = [name for name in dir(settings) if name.isupper()]
    return JsonResponse({name: repr(getattr(settings, name)) for name in names})


@csrf_exempt
@require_POST
def payments_hook(request):
    """Called by the payment provider when an invoice was paid."""
    event = json.loads(request.body)
    changed = Invoice.objects.filter(number=event["invoice"]).update(paid=True)
    return JsonResponse({"updated": changed})


@csrf_exempt
@require_POST
def harbour_hook(request):
    """Called by the harbour office; signed with the shared secret."""
    secret = settings.HARBOUR_WEBHOOK_SECRET
    expected = hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(expected, request.headers.get("X-Harbour-Signature", "")):
        return JsonResponse({"error": "signature"}, status=403)
    try:
        event = json.loads(request.body)
        berth, boat = str(event["berth"]), int(event["boat"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "event"}, status=400)
    Boat.objects.filter(pk=boat).update(berth=berth[:20])
    return JsonResponse({"ok": True})
