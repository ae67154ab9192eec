from django.urls import path

from .views import cancel

urlpatterns = [path("reservations/<int:pk>", cancel)]
