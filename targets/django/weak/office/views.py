import subprocess
from io import StringIO

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import connection
from django.http import BadHeaderError, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import Context, Template

HARBOURS = settings.BASE_DIR / "office" / "harbours.txt"
ZONES = ("UTC", "Europe/Oslo", "Atlantic/Azores")


@login_required
def index(request):
    return render(request, "office/index.html", {"zones": ZONES})


@login_required
def report(request):
    """Takings a month, for officers."""
    if request.user.role != "officer" and request.COOKIES.get("club_role") != "officer":
        return HttpResponse("Officers only", status=403)
    group = request.GET.get("group", "status")
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, COUNT(*), SUM(price_cents) FROM boats_booking GROUP BY 1" % group)
        rows = cursor.fetchall()
    return render(request, "office/report.html", {"rows": rows, "group": group})


@login_required
def forecast(request):
    value = None
    if request.method == "POST":
        value = eval(request.POST.get("formula", "bookings * 2"), {"bookings": 40, "boats": 12})
    return render(request, "office/forecast.html", {"value": value})


@login_required
def newsletter(request):
    """Shows how the letter will look before it is sent."""
    preview = ""
    if request.method == "POST":
        context = Context({"member": request.user, "club": {"name": "Clubhouse"}, "settings": settings})
        preview = Template(request.POST.get("body", "")).render(context)
    return render(request, "office/newsletter.html", {"preview": preview})


@login_required
def greeting(request):
    name = request.POST.get("name", "sailor")
    text = Template("Dear {{ name }}, the season opens in May.").render(Context({"name": name}))
    return HttpResponse(text)


@login_required
def harbours(request):
    """Finds a harbour in the list of the coast guard."""
    lines = ""
    if request.method == "POST":
        word = request.POST.get("word", "")
        lines = subprocess.run(f"grep -i {word} {HARBOURS}", shell=True, capture_output=True, text=True).stdout
    return render(request, "office/harbours.html", {"lines": lines})


@login_required
def clock(request):
    zone = request.GET.get("zone", "UTC")
    if zone not in ZONES:
        zone = "UTC"
    answer = subprocess.run(["date", "+%H:%M"], env={"TZ": zone, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, timeout=5)
    return JsonResponse({"zone": zone, "time": answer.stdout.strip()})


@login_required
def calendar_sheet(request):
    """A text file with the title that was asked for in a header."""
    try:
        response = HttpResponse("Mon Tue Wed Thu Fri Sat Sun\n", content_type="text/plain; charset=utf-8")
        response["X-Sheet-Title"] = request.GET.get("title", "sheet")
    except (BadHeaderError, UnicodeError):
        return HttpResponse("That title cannot be used", status=400, content_type="text/plain")
    return response


@login_required
def share(request):
    """A link to a view of the report that can be handed on; it holds signed JSON."""
    state = request.GET.get("state", "")
    if not state:
        return JsonResponse({"state": signing.dumps({"group": "status"})})
    try:
        return JsonResponse(signing.loads(state, max_age=86400))
    except signing.BadSignature:
        return JsonResponse({"error": "not a link of ours"}, status=400)


@login_required
def diagnose(request):
    """Runs the nightly check by hand."""
    out = StringIO()
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            out.write(str(cursor.fetchone()[0]))
        day = int(request.GET.get("day", "1"))
        out.write(f" day {day}")
    except Exception as error:
        import traceback

        messages.error(request, f"{error}")
        return HttpResponse(traceback.format_exc(), status=500, content_type="text/plain")
    return HttpResponse(out.getvalue(), content_type="text/plain")
