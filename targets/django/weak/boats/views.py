import json
import ssl
import time
import urllib.request
from xml.dom import pulldom
from xml.etree import ElementTree
from xml.sax import make_parser
from xml.sax.handler import feature_external_ges

import yaml
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.generic import DetailView, ListView

from .models import Boat, Booking

BADGES = {"dinghy": mark_safe("<i>easy</i>"), "yacht": mark_safe("<i>licence needed</i>")}
SUMMARIES = {"short": "{name}", "long": "{name} at berth {berth}, a {kind}"}


class BoatList(ListView):
    template_name = "boats/list.html"
    context_object_name = "boats"
    paginate_by = 12

    def get_queryset(self):
        boats = Boat.objects.order_by("name")
        kind = self.request.GET.get("kind", "")
        if kind:
            boats = boats.extra(where=[f"kind = '{kind}'"])
        return boats


class BoatDetail(DetailView):
    model = Boat
    template_name = "boats/detail.html"
    context_object_name = "boat"

    def get_context_data(self, **kwargs):
        wanted = self.request.GET.get("summary", "short")
        boat = self.object
        summary = SUMMARIES.get(wanted, SUMMARIES["short"]).format(name=boat.name, berth=boat.berth, kind=boat.kind)
        return super().get_context_data(badge=BADGES.get(boat.kind, ""), summary=summary, **kwargs)


def search(request):
    q = request.GET.get("q", "")
    found = cache.get("boat-search:" + q)
    if found is None:
        found = list(Boat.objects.filter(name__icontains=q)[:50])
        cache.set("boat-search:" + q, found, None)
    return render(request, "boats/search.html", {"q": q, "boats": found, "picked": {"q": q, "count": len(found)}})


def similar(request, pk):
    boat = get_object_or_404(Boat, pk=pk)
    kind = request.GET.get("kind") or boat.kind
    boats = Boat.objects.raw("SELECT * FROM boats_boat WHERE kind = %s AND id != %s ORDER BY name LIMIT 10", [kind, pk])
    return render(request, "boats/similar.html", {"boat": boat, "boats": boats, "kind": kind})


def available(request):
    day = request.GET.get("day", "2027-01-01")
    query = f"SELECT b.id, b.name FROM boats_boat b WHERE b.id NOT IN (SELECT boat_id FROM boats_booking WHERE day = '{day}') LIMIT 50"
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return JsonResponse({"day": day, "boats": [{"id": row[0], "name": row[1]} for row in cursor.fetchall()]})
    except Exception as error:
        return JsonResponse({"error": str(error), "query": query}, status=500)


def calendar(request, pk):
    """The days that are taken, for the calendar on the page of a boat."""
    bookings = Booking.objects.filter(boat_id=pk)
    return JsonResponse({"days": list(bookings.values("day", "status", "note", "member__username", "member__email", "member__phone"))})


def tides(request, pk):
    """The model of the tides is slow for every harbour."""
    boat = get_object_or_404(Boat, pk=pk)
    hours = request.GET.get("hours", "6")
    hours = min(int(hours), 24) if hours.isascii() and hours.isdigit() and len(hours) < 4 else 6
    time.sleep(0.4)
    return JsonResponse({"boat": boat.name, "tides": [round(1.8 + (hour % 6) * 0.3, 1) for hour in range(hours)]})


@login_required
def import_boats(request):
    """Takes over the list of another club from its address."""
    result = ""
    if request.method == "POST":
        context = ssl._create_unverified_context()
        body = urllib.request.urlopen(request.POST.get("url", ""), context=context).read().decode("utf-8", "replace")
        result = body[:2000]
        try:
            for entry in json.loads(body):
                Boat.objects.create(name=entry["name"], kind=entry["kind"])
        except Exception:
            pass
    return render(request, "boats/import.html", {"result": result})


@login_required
def fleet(request):
    """Reads a fleet from a YAML document."""
    names = []
    if request.method == "POST":
        document = yaml.load(request.POST.get("document", ""), Loader=yaml.UnsafeLoader)
        names = [str(entry) for entry in (document or {}).get("boats", [])]
    return render(request, "boats/fleet.html", {"names": names})


@login_required
def rigging(request):
    """Checks a list of rigging parts before it is printed."""
    parts = []
    if request.method == "POST":
        try:
            document = yaml.safe_load(request.POST.get("document", "")[:20000])
            parts = [part for part in document["parts"] if isinstance(part, str)][:100]
        except (yaml.YAMLError, KeyError, TypeError, RecursionError, ValueError):
            messages.error(request, "That is no list of parts.")
    return render(request, "boats/rigging.html", {"parts": parts})


@login_required
def logbook(request):
    """Reads the export of a chart plotter."""
    title = ""
    if request.method == "POST":
        parser = make_parser()
        parser.setFeature(feature_external_ges, True)
        events = pulldom.parseString(request.POST.get("track", ""), parser)
        for event, node in events:
            if event == pulldom.START_ELEMENT and node.tagName == "name":
                events.expandNode(node)
                title = "".join(child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE)
    return render(request, "boats/logbook.html", {"title": title})


@login_required
def waypoints(request):
    names = []
    if request.method == "POST":
        try:
            names = [node.text or "" for node in ElementTree.fromstring(request.POST.get("track", "")[:50000]).iter("name")]
        except (ElementTree.ParseError, ValueError):
            messages.error(request, "That is no track.")
    return render(request, "boats/waypoints.html", {"names": names[:100]})
