from django.urls import path

from mobile.views import TokenView

urlpatterns = [path("token/", TokenView.as_view())]
