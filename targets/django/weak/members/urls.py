from django.urls import path

from . import views

urlpatterns = [
    path("", views.MemberList.as_view(), name="member-list"),
    path("lookup.json", views.lookup, name="member-lookup"),
    path("export.csv", views.export, name="member-export"),
    path("<int:pk>/promote/", views.promote, name="promote"),
    path("<int:pk>/suspend/", views.suspend, name="suspend"),
    path("<str:username>/", views.profile, name="profile"),
]
