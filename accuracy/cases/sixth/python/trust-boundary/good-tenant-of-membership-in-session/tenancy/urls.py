from django.urls import path

from tenancy import views

urlpatterns = [path("switch/", views.switch, name="switch")]
