from django.urls import include, path

from . import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("account/", include("accounts.urls")),
    path("", include("permits.urls")),
]
