from django.urls import path

from .views import NearbyBooks

app_name = "catalogue"
urlpatterns = [path("books/nearby/", NearbyBooks.as_view(), name="nearby")]
