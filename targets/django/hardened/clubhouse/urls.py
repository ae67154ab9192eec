from django.contrib import admin
from django.urls import include, path

from . import hooks, views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.ready),
    path("health/live/", views.live),
    path("metrics", views.measurements),
    path("assets/<str:name>", views.asset, name="asset"),
    path("admin/", admin.site.urls),
    path("account/", include("members.account_urls")),
    path("members/", include("members.urls")),
    path("boats/", include("boats.urls")),
    path("bookings/", include("boats.booking_urls")),
    path("invoices/", include("boats.invoice_urls")),
    path("notices/", include("notices.urls")),
    path("documents/", include("office.document_urls")),
    path("office/", include("office.urls")),
    path("hooks/payments/", hooks.payments, name="payments-hook"),
    path("hooks/harbour/", hooks.harbour, name="harbour-hook"),
    path("out/<slug:place>/", views.out, name="out"),
    path("theme/", views.theme, name="theme"),
    path("pages/<path:slug>", views.page, name="page"),
]
