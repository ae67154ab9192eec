import hashlib
import hmac
import json
import re

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from catalog.models import Hire, Prop
from common import db, net

STOCK_CODE = re.compile(r"^([A-Z0-9]+-?)+$")
USAGE = """
    SELECT p.name, COUNT(h.id) AS hires, SUM(h.days) AS days
    FROM catalog_prop p JOIN catalog_hire h ON h.prop_id = p.id
    WHERE h.starts >= %s GROUP BY p.name ORDER BY hires DESC LIMIT 50
"""


@require_GET
def props(request):
    period = request.GET.get("period")
    found = Prop.objects.order_by("id")
    if period:
        found = found.extra(where=["period = '%s'" % period])
    page = max(int(request.GET.get("page", 1)), 1)
    fields = ("id", "name", "code", "period", "day_price")
    return JsonResponse({"props": list(found.values(*fields)[(page - 1) * 50 : page * 50])})


@require_GET
def suggest(request):
    """Names for the search box of the widget, as a script of the page."""
    names = Prop.objects.filter(name__istartswith=request.GET.get("q", ""))[:8]
    body = json.dumps([p.name for p in names])
    return HttpResponse(f"{request.GET.get('callback', 'shelf')}({body})")


@require_GET
def stock_code(request):
    code = request.GET.get("code", "")
    if not STOCK_CODE.match(code):
        return JsonResponse({"error": "no stock code"}, status=400)
    return JsonResponse({"free": not Prop.objects.filter(code=code).exists()})


@require_GET
def usage(request):
    return JsonResponse({"usage": db.rows(USAGE, [request.GET.get("since", "2024-01-01")])})


@require_GET
def partner_stock(request, theatre):
    return JsonResponse({"stock": net.partner(theatre)})


@csrf_exempt
@require_POST
def partner_returned(request):
    """A partner tells that a prop came back."""
    wanted = hmac.new(settings.PARTNER_KEY.encode(), request.body, hashlib.sha256).hexdigest()
    if not settings.PARTNER_KEY or not hmac.compare_digest(wanted, request.headers.get("X-Signature", "")):
        return JsonResponse({"error": "signature"}, status=401)
    data = json.loads(request.body)
    changed = Hire.objects.filter(pk=data["hire"], status="out").update(status="back")
    return JsonResponse({"changed": changed})
