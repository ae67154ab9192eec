from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db.models import Count, Sum
from django.http import BadHeaderError, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import Context, Template
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boats.models import Booking
from clubhouse.access import officer_required

from .forms import FORMULAS, GROUPS, ForecastForm, GreetingForm, HarbourForm, NewsletterForm, ReportForm, SheetForm

HARBOURS = (settings.BASE_DIR / "office" / "harbours.txt").read_text().splitlines()
ZONES = ("UTC", "Europe/Oslo", "Atlantic/Azores")
SHARED = signing.TimestampSigner(salt="office.share")


@require_safe
def index(request):
    return render(request, "office/index.html", {"zones": ZONES})


@require_safe
@officer_required
def report(request):
    """Takings by group, for officers."""
    form = ReportForm(request.GET)
    if not form.is_valid():
        return render(request, "problem.html", {"text": "There is no such report."}, status=400)
    name = form.cleaned_data["group"] or "status"
    rows = Booking.objects.values_list(GROUPS[name]).annotate(Count("pk"), Sum("price_cents")).order_by(GROUPS[name])[:200]
    return render(request, "office/report.html", {"rows": rows, "group": name})


@require_http_methods(["GET", "POST"])
@officer_required
def forecast(request):
    form, value = ForecastForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        value = FORMULAS[form.cleaned_data["formula"]](Booking.objects.count())
    return render(request, "office/forecast.html", {"form": form, "value": value}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@officer_required
def newsletter(request):
    """Shows how the letter will look before it is sent."""
    form, preview = NewsletterForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        preview = form.preview(request.user.name)
    return render(request, "office/newsletter.html", {"form": form, "preview": preview}, status=422 if form.errors else 200)


@require_POST
def greeting(request):
    form = GreetingForm(request.POST)
    if not form.is_valid():
        return HttpResponse("Whom do we greet?", status=422, content_type="text/plain")
    text = Template("Dear {{ name }}, the season opens in May.").render(Context({"name": form.cleaned_data["name"]}))
    return HttpResponse(text)


@require_safe
def harbours(request):
    """Finds a harbour in the list of the coast guard."""
    form, found = HarbourForm(request.GET or None), []
    if form.is_valid():
        word = form.cleaned_data["word"].lower()
        found = [line for line in HARBOURS if word in line.lower()][:20]
    return render(request, "office/harbours.html", {"form": form, "found": found})


@require_safe
def clock(request):
    zone = request.GET.get("zone", "UTC")
    if zone not in ZONES:
        return JsonResponse({"error": "There is no such zone"}, status=400)
    return JsonResponse({"zone": zone, "time": datetime.now(ZoneInfo(zone)).strftime("%H:%M")})


@require_safe
def calendar_sheet(request):
    """A text file with the title that was asked for in a header."""
    form = SheetForm(request.GET)
    try:
        response = HttpResponse("Mon Tue Wed Thu Fri Sat Sun\n", content_type="text/plain; charset=utf-8")
        response["X-Sheet-Title"] = form.cleaned_data["title"] if form.is_valid() else "sheet"
    except BadHeaderError:
        return HttpResponse("That title cannot be used", status=400, content_type="text/plain")
    return response


@require_safe
def share(request):
    """A link to a view of the report that can be handed on; it holds signed JSON."""
    state = request.GET.get("state", "")
    if not state:
        return JsonResponse({"state": SHARED.sign_object({"group": "status"})})
    try:
        return JsonResponse(SHARED.unsign_object(state, max_age=86400))
    except signing.BadSignature:
        return JsonResponse({"error": "not a link of ours"}, status=400)
