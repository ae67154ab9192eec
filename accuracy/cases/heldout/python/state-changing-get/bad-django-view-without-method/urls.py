from django.urls import path

from .views import revoke_token

urlpatterns = [path("tokens/<int:pk>/revoke", revoke_token)]
