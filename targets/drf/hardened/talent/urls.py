from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from core import views as core

urlpatterns = [
    path("health", core.health),
    path("health/live", core.live),
    path("metrics", core.Metrics.as_view()),
    path("api/schema", SpectacularAPIView.as_view()),
    path("api/", include("accounts.urls")),
    path("api/", include("jobs.urls")),
    path("api/", include("applications.urls")),
    path("careers", include("jobs.careers_urls")),
    path("out/<slug:place>", core.out),
]

handler400 = "core.problems.bad_request"
handler403 = "core.problems.refused"
handler404 = "core.problems.not_found"
handler500 = "core.problems.failed"
