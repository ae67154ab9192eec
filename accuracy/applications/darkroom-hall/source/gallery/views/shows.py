import csv

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import transaction
from django.db.models import Count
from django.http import FileResponse, Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils._os import safe_join
from django.views import View
from django.views.generic import CreateView, DetailView, FormView, ListView, UpdateView

from .. import places
from ..forms import NewShowForm, PlaceForm, SeatForm, ShowForm
from ..models import Note, Seat, Show
from .mixins import Curated, Noted, Paced, Seen, StewardOnly


class ShowList(Seen, ListView):
    model = Show
    paginate_by = 24

    def get_queryset(self):
        return super().get_queryset().annotate(count=Count("prints", distinct=True))


class ShowPage(Seen, DetailView):
    model = Show

    def get_context_data(self, **kwargs):
        curates = Show.objects.curated_by(self.request.user).filter(pk=self.object.pk).exists()
        return super().get_context_data(curates=curates, seat_form=SeatForm(), **kwargs)


class ShowCreate(StewardOnly, Noted, CreateView):
    model = Show
    form_class = NewShowForm
    template_name = "gallery/form.html"
    action = "show.create"

    def get_success_url(self):
        return reverse("show", args=[self.object.slug])


class ShowEdit(Curated, Noted, UpdateView):
    model = Show
    form_class = ShowForm
    template_name = "gallery/form.html"
    action = "show.edit"

    def get_success_url(self):
        return reverse("show", args=[self.object.slug])


class SeatAdd(FormView):
    form_class = SeatForm
    template_name = "gallery/form.html"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        self.show = get_object_or_404(Show.objects.curated_by(request.user), slug=self.kwargs["slug"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        show = self.show
        with transaction.atomic():
            Seat.objects.update_or_create(show=show, member=form.cleaned_data["member"], defaults={"role": form.cleaned_data["role"]})
            Note.write(self.request, f"seat.{form.cleaned_data['role']}", f"{show.pk}/{form.cleaned_data['member'].pk}")
        self.success_url = reverse("show", args=[show.slug])
        return super().form_valid(form)


class _Echo:
    def write(self, value):
        return value


def _cell(value):
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class ShowExport(Paced, Curated, View):
    model = Show

    def get(self, request, slug):
        show = get_object_or_404(self.get_queryset(), slug=slug)
        rows = show.prints.order_by("pk").values_list("title", "year", "process", "author__name")[:5000]
        writer = csv.writer(_Echo())
        parts = (writer.writerow([_cell(v) for v in row]) for row in rows.iterator(chunk_size=500))
        return StreamingHttpResponse(parts, content_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{show.slug}.csv"'})


class Catalogue(View):
    """Printed catalogues by name, below one folder."""

    def get(self, request, name):
        try:
            full = safe_join(settings.CATALOGUE_ROOT, name)
            if not full.endswith(".pdf"):
                raise Http404
            return FileResponse(open(full, "rb"), as_attachment=True, content_type="application/pdf")
        except (SuspiciousFileOperation, OSError) as problem:
            raise Http404 from problem


class Places(Paced, View):
    pace = 30

    def get(self, request):
        form = PlaceForm(request.GET)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=422)
        return JsonResponse({"names": places.find(form.cleaned_data["source"], form.cleaned_data["q"])})
