from django.urls import path

from . import views

app_name = "notices"

urlpatterns = [
    path("notices/show", views.show, name="show"),
]
