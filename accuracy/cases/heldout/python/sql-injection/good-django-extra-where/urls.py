from django.urls import path

from .views import NearbyDepots

urlpatterns = [path("depots/nearby", NearbyDepots.as_view())]
