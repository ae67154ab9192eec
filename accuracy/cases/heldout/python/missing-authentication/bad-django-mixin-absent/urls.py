from django.urls import path

from .views import Archive, EmptyArchive

urlpatterns = [
    path("messages/<int:pk>/archive", Archive.as_view()),
    path("archive/empty", EmptyArchive.as_view()),
]
