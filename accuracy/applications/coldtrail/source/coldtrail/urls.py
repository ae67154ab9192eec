from django.urls import include, path
from rest_framework.routers import SimpleRouter

from shipments.api import account, health, sensors, viewsets

router = SimpleRouter(trailing_slash=False)
router.register("shipments", viewsets.Shipments, basename="shipment")
router.register("sensors", viewsets.Sensors, basename="sensor")
router.register("hooks", viewsets.Hooks, basename="hook")
router.register("people", viewsets.People, basename="person")
router.register("audit", viewsets.Trail, basename="audit")

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("session", account.SignIn.as_view()),
    path("session/refresh", account.Refresh.as_view()),
    path("session/end", account.SignOut.as_view()),
    path("account", account.Me.as_view()),
    path("account/password", account.ChangePassword.as_view()),
    path("account/forgotten", account.Forgotten.as_view()),
    path("account/renew", account.Renew.as_view()),
    path("readings", sensors.Readings.as_view()),
    path("", include(router.urls)),
]
