from django.urls import path

from views import stores

urlpatterns = [path("stores/", stores)]
