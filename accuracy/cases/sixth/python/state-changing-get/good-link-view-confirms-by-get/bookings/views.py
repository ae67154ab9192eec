from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.forms import Form
from django.views.generic import FormView, ListView

from bookings.models import Booking


class OwnBookings(LoginRequiredMixin):
    def get_queryset(self):
        return Booking.objects.filter(guest=self.request.user).order_by("-id")


class BookingList(OwnBookings, ListView):
    template_name = "bookings/list.html"
    paginate_by = 20


class CancelBooking(OwnBookings, FormView):
    form_class = Form
    template_name = "bookings/cancel.html"

    def form_valid(self, form):
        booking = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        booking.cancel()
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("booking-list")
