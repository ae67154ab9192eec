from django.urls import path

from lists import views

urlpatterns = [
    path("lists/<int:pk>/subscribers/", views.subscribers),
    path("lists/<int:pk>/subscribers/<int:subscriber_pk>/remove/", views.remove_subscriber),
]
