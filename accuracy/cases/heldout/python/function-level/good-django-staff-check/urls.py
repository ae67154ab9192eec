from django.urls import path

from .views import admin_delete_user

urlpatterns = [path("admin/users/<int:pk>", admin_delete_user)]
