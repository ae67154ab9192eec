from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core import signing
from django.db import connection
from django.db.utils import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, ListView

from accounts.models import User
from appointments import services
from appointments.models import Appointment, Slot

ICS_SALT = "appointments.ics"


class BookingForm(forms.Form):
    slot = forms.ModelChoiceField(Slot.objects.none(), empty_label=None)
    reason = forms.CharField(max_length=300, required=False, widget=forms.Textarea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].queryset = Slot.objects.free().order_by("starts_at")
        self.fields["slot"].widget = forms.HiddenInput()


class AppointmentListView(ListView):
    template_name = "appointments.html"
    paginate_by = 25
    context_object_name = "appointments"

    def get_queryset(self):
        visible = Appointment.objects.visible_to(self.request.user)
        return visible.select_related("slot__clinic", "slot__practitioner")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for appointment in context["appointments"]:
            appointment.ics_token = signing.dumps(str(appointment.pk), salt=ICS_SALT)
        if self.request.user.role == User.Role.PATIENT:
            context["free"] = Slot.objects.free().select_related("practitioner").order_by("starts_at")[:20]
        return context


class BookView(UserPassesTestMixin, FormView):
    http_method_names = ["post"]
    form_class = BookingForm
    success_url = reverse_lazy("appointments")
    raise_exception = True

    def test_func(self) -> bool:
        return self.request.user.role == User.Role.PATIENT

    def form_valid(self, form: BookingForm) -> HttpResponse:
        try:
            services.book(self.request.user, form.cleaned_data["slot"].pk, form.cleaned_data["reason"])
        except services.BookingError as error:
            messages.error(self.request, str(error))
        return super().form_valid(form)

    def form_invalid(self, form: BookingForm) -> HttpResponse:
        messages.error(self.request, "This time is no longer free.")
        return redirect(self.success_url)


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        services.cancel(request.user, pk)
    except Appointment.DoesNotExist as error:
        raise Http404 from error
    except services.BookingError as error:
        messages.error(request, str(error))
    return redirect("appointments")


@login_not_required
@require_safe
@never_cache
def calendar_entry(request: HttpRequest, token: str) -> HttpResponse:
    """Calendar programs have no session, so the address itself is signed."""
    try:
        pk = signing.loads(token, salt=ICS_SALT, max_age=90 * 86400)
    except signing.BadSignature as error:
        raise Http404 from error
    found = get_object_or_404(Appointment.objects.select_related("slot"), pk=pk)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//clinicdesk//EN", "BEGIN:VEVENT", f"UID:{found.pk}",
        f"DTSTAMP:{found.created_at:%Y%m%dT%H%M%SZ}", f"DTSTART:{found.slot.starts_at:%Y%m%dT%H%M%SZ}",
        f"DURATION:PT{found.slot.minutes}M", f"STATUS:{'CONFIRMED' if found.status == 'booked' else 'CANCELLED'}",
        "SUMMARY:Appointment", "END:VEVENT", "END:VCALENDAR",
    ]
    return HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/calendar; charset=utf-8")


@login_not_required
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})
