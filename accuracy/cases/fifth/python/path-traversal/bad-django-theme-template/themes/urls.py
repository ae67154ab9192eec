from django.urls import path

from .views import asset

urlpatterns = [path("theme-asset/", asset, name="theme-asset")]
