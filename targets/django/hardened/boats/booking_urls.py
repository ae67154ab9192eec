from django.urls import path

from . import booking_views as views

urlpatterns = [
    path("", views.BookingList.as_view(), name="booking-list"),
    path("new/", views.BookingCreate.as_view(), name="booking-new"),
    path("feed.ics", views.feed, name="booking-feed"),
    path("redeem/", views.redeem, name="redeem"),
    path("<int:pk>/", views.BookingDetail.as_view(), name="booking"),
    path("<int:pk>/edit/", views.BookingUpdate.as_view(), name="booking-edit"),
    path("<int:pk>/delete/", views.BookingDelete.as_view(), name="booking-delete"),
    path("<int:pk>/note/", views.BookingNote.as_view(), name="booking-note"),
    path("<int:pk>/cancel/", views.cancel, name="booking-cancel"),
    path("<int:pk>/remind/", views.remind, name="booking-remind"),
]
