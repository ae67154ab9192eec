from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.views.generic import ListView, UpdateView

from ..access import Needs, OwnRows
from ..forms import PersonForm, WebhookForm
from ..models import AuditEntry, Institution, Person
from ..services.audit import note


class PeopleList(Needs, ListView):
    capability = "people.write"
    paginate_by = 50
    template_name = "herbarium/people.html"

    def get_queryset(self):
        return Person.objects.filter(institution_id=self.request.user.institution_id).order_by("username")


class PersonEdit(Needs, UpdateView):
    """Roles are read on every request, and Django drops the session of somebody who is no longer active."""

    capability = "people.write"
    form_class = PersonForm
    template_name = "herbarium/form.html"

    def get_queryset(self):
        return Person.objects.filter(institution_id=self.request.user.institution_id)

    def get_object(self, queryset=None):
        person = super().get_object(queryset)
        if person.pk == self.request.user.pk:
            raise PermissionDenied
        return person

    def form_valid(self, form):
        with transaction.atomic():
            person = form.save()
            note(self.request.user, f"person.{person.role}", f"person:{person.pk}")
        return redirect("people")


class WebhookEdit(Needs, UpdateView):
    capability = "webhook.write"
    form_class = WebhookForm
    template_name = "herbarium/form.html"

    def get_object(self, queryset=None):
        return Institution.objects.get(pk=self.request.user.institution_id)

    def form_valid(self, form):
        with transaction.atomic():
            institution = form.save()
            note(self.request.user, "webhook.changed", f"institution:{institution.pk}")
        return redirect("webhook")


class AuditList(Needs, OwnRows, ListView):
    capability = "audit.read"
    model = AuditEntry
    paginate_by = 100
    template_name = "herbarium/audit.html"

    def get_queryset(self):
        return super().get_queryset().select_related("person").order_by("-at", "-pk")
