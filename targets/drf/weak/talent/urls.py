from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView

from core import views as core

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/", core.health),
    path("metrics", core.metrics),
    path("debug/settings/", core.show_settings),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema")),
    path("api/", include("accounts.urls")),
    path("api/", include("jobs.urls")),
    path("api/", include("applications.urls")),
    path("careers/", include("jobs.careers_urls")),
    path("go/", core.go),
    path("continue/", core.continue_to),
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT, "show_indexes": True}),
]
