import json

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import DetailView, ListView

from clubhouse.access import officer_required
from clubhouse.documents import names_of, texts_of
from clubhouse.public_request import Unavailable, Unlisted, fetch_listed
from office.audit import record

from .forms import KINDS, BoatFilterForm, BoatSearchForm, DayForm, DocumentForm, ImportForm, TrackForm
from .models import Boat, Booking

BADGES = {"dinghy": mark_safe("<i>easy</i>"), "yacht": mark_safe("<i>licence needed</i>")}
SUMMARIES = {"short": "{name}", "long": "{name} at berth {berth}, a {kind}"}
MOST_IMPORTED = 200


@method_decorator(login_not_required, name="dispatch")
class BoatList(ListView):
    template_name = "boats/list.html"
    context_object_name = "boats"
    paginate_by = 12

    def get_queryset(self):
        form = BoatFilterForm(self.request.GET)
        kind = form.cleaned_data["kind"] if form.is_valid() else ""
        return Boat.objects.filter(kind=kind) if kind else Boat.objects.all()


@method_decorator(login_not_required, name="dispatch")
class BoatDetail(DetailView):
    model = Boat
    template_name = "boats/detail.html"
    context_object_name = "boat"

    def get_context_data(self, **kwargs):
        wanted = self.request.GET.get("summary", "short")
        boat = self.object
        summary = SUMMARIES.get(wanted, SUMMARIES["short"]).format(name=boat.name, berth=boat.berth, kind=boat.kind)
        return super().get_context_data(badge=BADGES.get(boat.kind, ""), summary=summary, **kwargs)


@login_not_required
@require_safe
def search(request):
    form = BoatSearchForm(request.GET)
    if not form.is_valid():
        return render(request, "problem.html", {"text": "What are you looking for?"}, status=400)
    q = form.cleaned_data["q"]
    found = list(Boat.objects.filter(name__icontains=q)[:20])
    return render(request, "boats/search.html", {"q": q, "boats": found, "picked": {"q": q, "count": len(found)}})


@login_not_required
@require_safe
def similar(request, pk):
    boat = get_object_or_404(Boat, pk=pk)
    kind = request.GET.get("kind") or boat.kind
    if kind not in KINDS:
        return render(request, "problem.html", {"text": "There is no such kind of boat."}, status=400)
    boats = Boat.objects.raw("SELECT id, name FROM boats_boat WHERE kind = %s AND id != %s ORDER BY name LIMIT 10", [kind, boat.pk])
    return render(request, "boats/similar.html", {"boat": boat, "boats": boats, "kind": kind})


@login_not_required
@require_safe
def available(request):
    form = DayForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"error": "day: a date, please"}, status=400)
    day = form.cleaned_data["day"]
    taken = Booking.objects.filter(day=day).exclude(status="cancelled").values("boat_id")
    return JsonResponse({"day": day.isoformat(), "boats": list(Boat.objects.exclude(pk__in=taken).values("id", "name")[:50])})


@login_not_required
@require_safe
def calendar(request, pk):
    """The days that are taken, for the calendar on the page of a boat."""
    boat = get_object_or_404(Boat, pk=pk)
    days = Booking.objects.filter(boat=boat).exclude(status="cancelled").order_by("day").values_list("day", flat=True)[:366]
    return JsonResponse({"days": [day.isoformat() for day in days]})


@login_not_required
@require_safe
def tides(request, pk):
    boat = get_object_or_404(Boat, pk=pk)
    hours = request.GET.get("hours", "6")
    if not (hours.isascii() and hours.isdigit() and len(hours) < 3 and 1 <= int(hours) <= 24):
        return JsonResponse({"error": "hours: 1 to 24"}, status=400)
    return JsonResponse({"boat": boat.name, "tides": [round(1.8 + (hour % 6) * 0.3, 1) for hour in range(int(hours))]})


@require_http_methods(["GET", "POST"])
@officer_required
def import_boats(request):
    """Takes over the list of a partner from its address."""
    form, count, status = ImportForm(request.POST or None), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            count = _take_over(request, json.loads(fetch_listed(form.cleaned_data["url"])))
        except Unlisted:
            form.add_error("url", "Fleets come from the hosts of partners only")
        except (Unavailable, ValueError, RecursionError):
            form.add_error("url", "The list could not be read")
            status = 502
    if form.errors and status == 200:
        status = 422
    return render(request, "boats/import.html", {"form": form, "count": count}, status=status)


def _take_over(request, entries) -> int:
    if not isinstance(entries, list):
        raise ValueError("not a list")
    boats = [Boat(name=entry["name"][:80], kind=entry["kind"]) for entry in entries[:MOST_IMPORTED] if isinstance(entry, dict) and isinstance(entry.get("name"), str) and entry.get("kind") in KINDS]
    Boat.objects.bulk_create(boats)
    record(request, "boats.imported", f"{len(boats)} boats")
    return len(boats)


def _reading(request, template, form, field, read):
    names = []
    if request.method == "POST" and form.is_valid():
        try:
            names = read(form.cleaned_data[field])
        except ValueError:
            form.add_error(field, "That cannot be read")
    return render(request, template, {"form": form, "names": names}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def fleet(request):
    """Reads a fleet from a YAML document."""
    return _reading(request, "boats/reading.html", DocumentForm(request.POST or None), "document", lambda text: names_of(text, "boats"))


@require_http_methods(["GET", "POST"])
def logbook(request):
    """Reads the export of a chart plotter."""
    return _reading(request, "boats/reading.html", TrackForm(request.POST or None), "track", lambda text: texts_of(text, "name"))
