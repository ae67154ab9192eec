import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import Context, Template
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from catalog.models import Hire, Prop
from common.mixins import OwnedMixin

LETTER = "Dear {{ hire.hirer.first_name }}, we keep {{ hire.prop.name }} for you from {{ hire.starts }}."


class HireList(OwnedMixin, ListView):
    queryset = Hire.objects.select_related("prop").order_by("-starts")
    template_name = "hires.html"
    context_object_name = "hires"
    paginate_by = 40


class HireDetail(OwnedMixin, DetailView):
    queryset = Hire.objects.select_related("prop", "hirer")
    template_name = "hire.html"
    context_object_name = "hire"


@require_POST
def create(request):
    prop = get_object_or_404(Prop, pk=request.POST["prop"])
    hire = Hire.objects.create(
        prop=prop,
        hirer=request.user,
        starts=datetime.date.fromisoformat(request.POST["starts"]),
        days=int(request.POST.get("days", 1)),
        remark=request.POST.get("remark", ""),
    )
    return redirect("hire", pk=hire.pk)


@csrf_exempt
def cancel(request, pk):
    hire = get_object_or_404(Hire, pk=pk, hirer=request.user)
    hire.status = "cancelled"
    hire.save(update_fields=["status"])
    messages.info(request, "The hire is cancelled")
    return redirect("hires")


@require_POST
def extend(request, pk):
    hire = get_object_or_404(Hire, pk=pk)
    hire.days += int(request.POST.get("days", 1))
    hire.save(update_fields=["days"])
    return redirect("hire", pk=pk)


def letter(request, pk):
    """The confirmation, in the words of the theatre when it sends some."""
    hire = get_object_or_404(Hire.objects.select_related("prop", "hirer"), pk=pk, hirer=request.user)
    text = request.POST.get("text") or LETTER
    page = Template(text).render(Context({"hire": hire, "site": settings, "user": request.user}))
    return HttpResponse(page, content_type="text/plain; charset=utf-8")
