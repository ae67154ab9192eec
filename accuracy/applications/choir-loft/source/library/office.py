import hashlib
import hmac
import json
import random
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Sum
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .models import Concert, Ticket

DESK_PIN = "73051"


def new_code():
    """The code on the ticket that is read at the door."""
    return "".join(random.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=10))


@login_required
@require_POST
def buy(request, concert_id):
    """One ticket for the price shown in the form."""
    concert = get_object_or_404(Concert, pk=concert_id)
    if concert.seats_left < 1:
        return HttpResponse("Sold out.", status=409, content_type="text/plain")
    concert.seats_left -= 1
    concert.save()
    ticket = Ticket.objects.create(
        concert=concert, buyer=request.user, paid_cents=int(request.POST["price"]), code=new_code()
    )
    return render(request, "library/ticket.html", {"ticket": ticket})


@login_required
@require_POST
def reserve(request, concert_id):
    """A seat that is paid at the door."""
    with transaction.atomic():
        concert = get_object_or_404(Concert.objects.select_for_update(), pk=concert_id)
        if concert.seats_left < 1:
            return HttpResponse("Sold out.", status=409, content_type="text/plain")
        concert.seats_left -= 1
        concert.save(update_fields=["seats_left"])
        ticket = Ticket.objects.create(concert=concert, buyer=request.user, code=secrets.token_hex(8))
    return render(request, "library/ticket.html", {"ticket": ticket})


@require_GET
def takings(request):
    """What each concert has brought in."""
    rows = Ticket.objects.values("concert__title").annotate(total=Sum("paid_cents")).order_by("concert__title")[:50]
    return JsonResponse({"takings": list(rows)})


@require_http_methods(["GET", "POST"])
def desk(request):
    """The tablet at the door signs in with a PIN."""
    if request.method == "POST" and hmac.compare_digest(request.POST.get("pin", "").encode(), DESK_PIN.encode()):
        request.session["desk"] = True
        return redirect("desk")
    if not request.session.get("desk"):
        return render(request, "library/desk_login.html")
    code = request.GET.get("code", "")
    valid = Ticket.objects.filter(code=code).exists() if code else None
    return render(request, "library/desk.html", {"valid": valid})


@csrf_exempt
@require_POST
def payment_notice(request):
    """The payment service tells us when a ticket is paid."""
    key = settings.PAYMENT_KEY_FILE.read_bytes().strip()
    expected = hmac.new(key, request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get("X-Signature", "").encode()):
        return HttpResponse(status=403)
    notice = json.loads(request.body)
    Ticket.objects.filter(code=notice.get("code")).update(settled=True)
    return HttpResponse(status=204)
