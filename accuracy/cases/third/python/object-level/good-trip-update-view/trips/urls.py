from django.urls import path

from trips.views import OwnTrips, TripUpdate

urlpatterns = [
    path("trips/", OwnTrips.as_view(), name="own-trips"),
    path("trips/<int:pk>/edit/", TripUpdate.as_view(), name="trip-edit"),
]
