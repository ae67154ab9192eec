from django.urls import include, path
from rest_framework.routers import DefaultRouter

from wards.views import BedViewSet

router = DefaultRouter()
router.register("beds", BedViewSet)
urlpatterns = [path("api/", include(router.urls))]
