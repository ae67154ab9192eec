from django.urls import path

from views import remember

urlpatterns = [path("remember/", remember)]
