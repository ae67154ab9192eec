from django.urls import path

from bookings.views import BookingList, CancelBooking

urlpatterns = [
    path("", BookingList.as_view(), name="booking-list"),
    path("<int:pk>/cancel/", CancelBooking.as_view(), name="booking-cancel"),
]
