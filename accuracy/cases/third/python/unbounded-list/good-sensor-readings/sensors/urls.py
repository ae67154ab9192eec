from django.urls import path

from sensors.views import readings

urlpatterns = [path("sensors/<int:sensor_id>/readings/", readings)]
