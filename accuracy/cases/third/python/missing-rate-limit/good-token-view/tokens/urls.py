from django.urls import path

from tokens.views import ObtainToken

urlpatterns = [path("api/token/", ObtainToken.as_view())]
