from django.urls import path

from themes import views

urlpatterns = [path("sites/<int:site_id>/theme/", views.upload_theme)]
