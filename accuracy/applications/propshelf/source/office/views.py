import random
from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from accounts.models import User
from catalog.models import Hire, Prop
from common import db
from common.mixins import OfficeMixin, office_only


@office_only
def dashboard(request):
    numbers = {kind: db.count_of(kind) for kind in ("props", "hires", "papers")}
    waiting = []
    for hire in Hire.objects.select_related("prop", "hirer").filter(status="asked")[:100]:
        waiting.append({"pk": hire.pk, "prop": hire.prop.name, "theatre": hire.hirer.theatre, "total": hire.total})
    greeting = random.choice(["Good morning", "Toi toi toi", "Break a leg"])
    return render(request, "office/dashboard.html", {"numbers": numbers, "waiting": waiting, "greeting": greeting})


@office_only
def hire_report(request):
    report = db.Report("catalog_hire").only("status", request.GET.get("status"))
    report.sorted(request.GET.get("sort"))
    return JsonResponse({"hires": report.fetch()})


class Users(ListView, OfficeMixin):
    queryset = User.objects.order_by("username")
    template_name = "office/users.html"
    context_object_name = "people"
    paginate_by = 100


@require_POST
@office_only
def approve(request, pk):
    hire = get_object_or_404(Hire, pk=pk)
    hire.status = "approved"
    hire.save(update_fields=["status"])
    return redirect("office")


@require_POST
@login_required
def prices(request):
    """Raises or lowers all prices of a period by a percentage."""
    factor = 1 + Decimal(request.POST["percent"]) / 100
    changed = 0
    for prop in Prop.objects.filter(period=request.POST["period"]).only("pk", "day_price"):
        changed += Prop.objects.filter(pk=prop.pk).update(day_price=round(prop.day_price * factor, 2))
    return JsonResponse({"changed": changed})
