from django.urls import path

from .views import SettingList, SettingUpdate

urlpatterns = [
    path("settings/", SettingList.as_view()),
    path("settings/update/", SettingUpdate.as_view()),
]
