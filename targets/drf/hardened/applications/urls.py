from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import views

router = SimpleRouter(trailing_slash=False)
router.register("applications", views.ApplicationViewSet, basename="application")
router.register("documents", views.DocumentViewSet, basename="document")
router.register("slots", views.SlotViewSet, basename="slot")

urlpatterns = [
    path("applications/<uuid:pk>/remarks", views.RemarksView.as_view()),
    path("remarks/<uuid:pk>", views.RemarkView.as_view()),
    path("", include(router.urls)),
]
