from django.urls import path

from .views import Count, Empty, Rename

urlpatterns = [
    path("bottles/count", Count.as_view()),
    path("bottles", Empty.as_view()),
    path("bottles/<int:pk>", Rename.as_view()),
]
