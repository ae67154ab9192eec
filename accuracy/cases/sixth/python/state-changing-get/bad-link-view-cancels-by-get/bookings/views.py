from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import ListView, RedirectView

from bookings.models import Booking


class OwnBookings(LoginRequiredMixin):
    def get_queryset(self):
        return Booking.objects.filter(guest=self.request.user).order_by("-id")


class BookingList(OwnBookings, ListView):
    template_name = "bookings/list.html"
    paginate_by = 20


class CancelBooking(OwnBookings, RedirectView):
    def get_redirect_url(self, *args, **kwargs):
        booking = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        booking.cancel()
        return reverse("booking-list")
