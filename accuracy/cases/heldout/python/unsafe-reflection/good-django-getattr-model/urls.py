from django.urls import path

from .views import count

urlpatterns = [path("count/<str:kind>", count)]
