from django.contrib.auth.views import LogoutView
from django.urls import include, path
from rest_framework.routers import SimpleRouter

from accounts.views import ThrottledLoginView, set_calendar_view
from appointments import api, views

router = SimpleRouter()
router.register("slots", api.SlotViewSet, basename="slot")
router.register("appointments", api.AppointmentViewSet, basename="api-appointment")
router.register("documents", api.DocumentViewSet, basename="api-document")

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("login/", ThrottledLoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("calendar-view/", set_calendar_view, name="calendar-view"),
    path("", views.AppointmentListView.as_view(), name="appointments"),
    path("book/", views.BookView.as_view(), name="book"),
    path("appointments/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("calendar/<str:token>.ics", views.calendar_entry, name="calendar-entry"),
    path("api/utilisation/", api.UtilisationView.as_view()),
    path("api/", include(router.urls)),
]
