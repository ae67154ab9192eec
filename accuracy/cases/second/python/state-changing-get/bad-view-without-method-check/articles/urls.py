from django.urls import path

from articles import views

urlpatterns = [path("articles/<slug:slug>/publish", views.publish, name="publish")]
