from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.static import serve

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health),
    path("admin/", admin.site.urls),
    path("account/", include("members.account_urls")),
    path("members/", include("members.urls")),
    path("boats/", include("boats.urls")),
    path("bookings/", include("boats.booking_urls")),
    path("invoices/", include("boats.invoice_urls")),
    path("notices/", include("notices.urls")),
    path("documents/", include("office.document_urls")),
    path("office/", include("office.urls")),
    path("hooks/payments/", views.payments_hook, name="payments-hook"),
    path("hooks/harbour/", views.harbour_hook, name="harbour-hook"),
    path("go/", views.go, name="go"),
    path("theme/", views.theme, name="theme"),
    path("pages/<path:slug>", views.page, name="page"),
    path("debug/settings/", views.show_settings),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
]
