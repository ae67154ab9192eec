from django.urls import include, path
from rest_framework.routers import DefaultRouter

from . import views

router = DefaultRouter()
router.register("applications", views.ApplicationViewSet)
router.register("notes", views.NoteViewSet)
router.register("documents", views.DocumentViewSet)
router.register("slots", views.SlotViewSet)

urlpatterns = [
    path("applications/history/", views.history),
    path("documents/attachment/", views.attachment),
    path("jobs/<int:pk>/apply/", views.apply),
    path("", include(router.urls)),
]
