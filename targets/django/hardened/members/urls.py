from django.urls import path

from . import views

urlpatterns = [
    path("", views.MemberList.as_view(), name="member-list"),
    path("lookup.json", views.lookup, name="member-lookup"),
    path("export.csv", views.export, name="member-export"),
    path("<int:pk>/promote/", views.promote, name="promote"),
    path("<int:pk>/disable/", views.disable, name="disable"),
    path("<int:pk>/", views.Profile.as_view(), name="profile"),
]
