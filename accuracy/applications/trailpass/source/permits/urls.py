from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import api, views

router = SimpleRouter()
router.register("trails", api.TrailViewSet, basename="api-trail")
router.register("permits", api.PermitViewSet, basename="api-permit")
router.register("reports", api.ReportViewSet, basename="api-report")
router.register("keys", api.KeyViewSet, basename="api-key")
router.register("audit", api.EntryViewSet, basename="api-audit")

urlpatterns = [
    path("api/", include(router.urls)),
    path("", views.trails, name="trails"),
    path("trails/<slug:slug>/", views.trail, name="trail"),
    path("permits/", views.my_permits, name="permits"),
    path("permits/desk/", views.desk, name="desk"),
    path("permits/<uuid:pk>/", views.permit, name="permit"),
    path("permits/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("permits/<uuid:pk>/grant/", views.grant, name="grant"),
    path("reports/new/", views.new_report, name="new-report"),
    path("reports/<uuid:pk>/picture/", views.report_picture, name="report-picture"),
]
