from django.urls import path

from .api import OwnProfile

urlpatterns = [path("profile", OwnProfile.as_view())]
