from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import FileResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import CreateView, DetailView, FormView, ListView, UpdateView

from ..access import Needs, OwnRows
from ..forms import ImportForm, PhotoForm, SpecimenForm
from ..models import Photo, Specimen
from ..services import darwin, pictures
from ..services.audit import note
from ..throttle import Fence

ORDERS = {
    "newest": ("-recorded_at", "-pk"),
    "accession": ("accession", "pk"),
    "taxon": ("taxon", "pk"),
    "collected": (F("collected_on").desc(nulls_last=True), "pk"),
}
WORDS = SearchVector("taxon", "locality", "remarks", config="simple")
MOST_PHOTOS = 12


class SpecimenList(Needs, OwnRows, ListView):
    capability = "specimen.read"
    model = Specimen
    paginate_by = 50
    template_name = "herbarium/specimens.html"

    def get_queryset(self):
        found = super().get_queryset()
        words = self.request.GET.get("q", "").strip()[:100]
        if words:
            found = found.annotate(words=WORDS).filter(words=SearchQuery(words, config="simple", search_type="websearch"))
        return found.order_by(*ORDERS.get(self.request.GET.get("order"), ORDERS["newest"]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, orders=list(ORDERS), q=self.request.GET.get("q", ""))


class SpecimenDetail(Needs, OwnRows, DetailView):
    capability = "specimen.read"
    model = Specimen
    template_name = "herbarium/specimen.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, photos=self.object.photos.order_by("added_at")[:MOST_PHOTOS], form=PhotoForm())


class Saving:
    form_class = SpecimenForm
    model = Specimen
    template_name = "herbarium/form.html"
    deed: str

    def form_valid(self, form):
        form.instance.institution_id = self.request.user.institution_id
        try:
            with transaction.atomic():
                self.object = form.save()
                note(self.request.user, self.deed, f"specimen:{self.object.pk}")
        except IntegrityError:
            form.add_error("accession", "This number is taken.")
            return self.form_invalid(form)
        return redirect("specimen", pk=self.object.pk)


class SpecimenCreate(Needs, Saving, CreateView):
    capability = "specimen.write"
    deed = "specimen.created"


class SpecimenEdit(Needs, OwnRows, Saving, UpdateView):
    capability = "specimen.write"
    deed = "specimen.edited"


class SpecimenImport(Needs, FormView):
    capability = "specimen.write"
    form_class = ImportForm
    template_name = "herbarium/form.html"
    fence = Fence("import", limit=10, seconds=3600)

    def form_valid(self, form):
        person = self.request.user
        if not self.fence.admits(str(person.pk)):
            raise PermissionDenied
        try:
            records = darwin.read(form.cleaned_data["file"])
        except darwin.BadFile as problem:
            form.add_error("file", str(problem))
            return self.form_invalid(form)
        rows = [Specimen(institution_id=person.institution_id, **record) for record in records]
        with transaction.atomic():
            Specimen.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
            note(person, "specimens.imported", f"{len(rows)} records")
        return redirect("specimens")


class PhotoAdd(Needs, View):
    capability = "specimen.write"

    def post(self, request, pk):
        form = PhotoForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "herbarium/form.html", {"form": form}, status=422)
        with transaction.atomic():
            specimen = get_object_or_404(Specimen.objects.of(request.user).select_for_update(), pk=pk)
            if specimen.photos.count() >= MOST_PHOTOS:
                raise PermissionDenied
            photo = Photo(specimen=specimen)
            try:
                photo.etag = pictures.keep(form.cleaned_data["photo"], photo.pk)
            except pictures.NoPicture:
                form.add_error("photo", "That is not a picture we can read.")
                return render(request, "herbarium/form.html", {"form": form}, status=422)
            photo.save(force_insert=True)
            note(request.user, "photo.added", f"specimen:{specimen.pk}")
        return redirect(reverse("specimen", args=[pk]))


class PhotoShow(Needs, View):
    capability = "specimen.read"

    def get(self, request, pk, photo):
        specimens = Specimen.objects.of(request.user)
        found = get_object_or_404(Photo, pk=photo, specimen_id=pk, specimen__in=specimens)
        etag = f'"{found.etag}"'
        headers = {"ETag": etag, "Cache-Control": "private, max-age=0, must-revalidate"}
        if request.headers.get("If-None-Match") == etag:
            return HttpResponseNotModified(headers=headers)
        return FileResponse(pictures.path_of(found.pk).open("rb"), content_type="image/jpeg", headers=headers)
