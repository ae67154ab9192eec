from django.urls import path

from views import unknown_filters

urlpatterns = [path("filters/", unknown_filters)]
