from django.urls import path

from . import views

urlpatterns = [path("watches/<int:pk>/remove", views.remove_watch)]
