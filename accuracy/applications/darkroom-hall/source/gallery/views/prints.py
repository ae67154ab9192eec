from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import CreateView, DeleteView, DetailView, ListView, UpdateView

from ..forms import NewPrintForm, PrintForm, SearchForm
from ..models import Note, Print, Show
from .mixins import Hung, Noted, Paced, Seen


class PrintSearch(Seen, ListView):
    model = Print
    paginate_by = 30

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        return self.form.narrowed(super().get_queryset().select_related("author", "show"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, **kwargs)


class PrintPage(Seen, DetailView):
    model = Print

    def get_queryset(self):
        return super().get_queryset().select_related("author", "show")

    def get_context_data(self, **kwargs):
        mine = Print.objects.hung_by(self.request.user).filter(pk=self.object.pk).exists()
        return super().get_context_data(mine=mine, **kwargs)


class PrintFile(Seen, View):
    model = Print

    def get(self, request, pk):
        found = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            return FileResponse(found.picture.open("rb"), content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})
        except FileNotFoundError as problem:
            raise Http404 from problem


class PrintHang(Paced, CreateView):
    """Who has a seat in the show may hang, at most forty prints each."""

    model = Print
    form_class = NewPrintForm
    template_name = "gallery/form.html"

    def form_valid(self, form):
        with transaction.atomic():
            show = get_object_or_404(Show.objects.select_for_update().filter(seats__member=self.request.user), slug=self.kwargs["slug"])
            if show.prints.filter(author=self.request.user).count() >= 40:
                raise PermissionDenied
            form.instance.show = show
            form.instance.author = self.request.user
            form.instance.process = form.instance.process or form.camera
            self.object = form.save()
            Note.write(self.request, "print.hang", self.object.pk)
        return redirect("print", pk=self.object.pk)


class PrintEdit(Hung, Noted, UpdateView):
    model = Print
    form_class = PrintForm
    template_name = "gallery/form.html"
    action = "print.edit"

    def get_success_url(self):
        return reverse("print", args=[self.object.pk])


class PrintTakeDown(Hung, DeleteView):
    model = Print
    template_name = "gallery/confirm.html"

    def form_valid(self, form):
        picture = self.object.picture
        slug = self.object.show.slug
        with transaction.atomic():
            Note.write(self.request, "print.take-down", self.object.pk)
            self.object.delete()
            transaction.on_commit(lambda: picture.delete(save=False))
        return redirect("show", slug=slug)
