from django.urls import path

from .views import document

urlpatterns = [path("documents/<int:pk>", document)]
