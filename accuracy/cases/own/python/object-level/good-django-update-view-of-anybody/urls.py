from django.urls import path

from .views import EditDiary, OwnDiaries

urlpatterns = [path("diaries", OwnDiaries.as_view()), path("diaries/<int:pk>", EditDiary.as_view())]
