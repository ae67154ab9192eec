from django.urls import path

from . import views

urlpatterns = [path("tickets/search", views.search)]
