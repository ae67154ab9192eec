from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.views.generic import ListView, UpdateView

from trips.models import Trip


class OwnTrips(LoginRequiredMixin, ListView):
    paginate_by = 20

    def get_queryset(self):
        return Trip.objects.filter(traveller=self.request.user).order_by("-starts_on")


class TripUpdate(LoginRequiredMixin, UpdateView):
    model = Trip
    fields = ["title", "starts_on", "ends_on"]
    success_url = reverse_lazy("own-trips")
