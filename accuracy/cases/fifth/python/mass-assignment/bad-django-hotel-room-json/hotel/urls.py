from django.urls import path

from .views import BookingDetail

urlpatterns = [path("bookings/<int:pk>/", BookingDetail.as_view(), name="booking")]
