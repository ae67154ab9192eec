from django.urls import path

from .views import sign_in

urlpatterns = [path("access/sign-in", sign_in)]
