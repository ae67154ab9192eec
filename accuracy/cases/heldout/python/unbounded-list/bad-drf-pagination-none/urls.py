from django.urls import path

from .views import Stations

urlpatterns = [path("stations", Stations.as_view())]
