from django.urls import path

from grants import views

urlpatterns = [
    path("grants/", views.apply),
    path("grants/<int:pk>/reject/", views.reject),
    path("grants/<int:pk>/approve/", views.approve),
]
