from django.urls import path

from .views import news, sign_in

urlpatterns = [path("news", news), path("login", sign_in)]
