from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit import record
from accounts.throttle import bounded

from . import pictures, services
from .forms import BookingForm, ReportForm
from .models import Permit, Report, Trail


def page_of(request, rows, size=30):
    return Paginator(rows, size).get_page(request.GET.get("page"))


def rangers(view):
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not request.user.is_staff_member:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
def trails(request):
    rows = Trail.objects.visible_to(request.user).order_by("name")
    return render(request, "permits/trails.html", {"page": page_of(request, rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@bounded("booking", 20, 3600)
def trail(request, slug):
    found = get_object_or_404(Trail.objects.visible_to(request.user), slug=slug)
    form = BookingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            permit = services.book(request, found, **form.cleaned_data)
        except services.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("permit", pk=permit.pk)
    return render(request, "permits/trail.html", {"trail": found, "form": form})


@require_safe
def my_permits(request):
    rows = request.user.permits.with_names().order_by("-asked_at")
    return render(request, "permits/list.html", {"title": "My permits", "page": page_of(request, rows)})


@require_safe
@rangers
def desk(request):
    rows = Permit.objects.filter(state=Permit.State.ASKED).with_names().order_by("day", "pk")
    return render(request, "permits/list.html", {"title": "Waiting", "page": page_of(request, rows)})


@require_safe
def permit(request, pk):
    found = get_object_or_404(Permit.objects.visible_to(request.user).with_names(), pk=pk)
    return render(request, "permits/permit.html", {"permit": found})


def moved(request, rows, pk, state):
    found = get_object_or_404(rows, pk=pk)
    try:
        services.move(request, found, state)
    except services.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("permit", pk=pk)


@require_POST
def cancel(request, pk):
    return moved(request, request.user.permits.all(), pk, "cancelled")


@require_POST
@rangers
def grant(request, pk):
    return moved(request, Permit.objects.all(), pk, "granted")


@require_http_methods(["GET", "HEAD", "POST"])
@bounded("report", 20, 3600)
def new_report(request):
    form = ReportForm(request.POST or None, request.FILES or None)
    form.fields["trail"].queryset = Trail.objects.visible_to(request.user).order_by("name")
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["picture"]
        try:
            key = pictures.keep(upload) if upload else None
        except ValidationError as problem:
            form.add_error("picture", problem)
        else:
            with transaction.atomic():
                report = form.save(commit=False)
                report.author, report.picture = request.user, key
                report.save()
                record(request, "report made", report.pk)
            messages.success(request, "Thank you.")
            return redirect("trails")
    return render(request, "permits/report.html", {"form": form})


@require_safe
def report_picture(request, pk):
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    if found.picture is None:
        raise Http404
    return FileResponse(pictures.place(found.picture).open("rb"), content_type="image/jpeg")
