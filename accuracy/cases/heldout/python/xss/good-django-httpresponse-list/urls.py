from django.urls import path

from .views import seats

urlpatterns = [path("seats", seats)]
