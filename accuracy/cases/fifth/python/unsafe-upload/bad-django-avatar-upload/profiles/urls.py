from django.urls import path

from .views import change_avatar

urlpatterns = [path("me/avatar/", change_avatar)]
