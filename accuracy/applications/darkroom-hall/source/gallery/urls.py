from django.urls import path, re_path

from .views import people, prints, shows

urlpatterns = [
    path("", shows.ShowList.as_view(), name="shows"),
    path("shows/new", shows.ShowCreate.as_view(), name="show-new"),
    path("shows/<slug:slug>", shows.ShowPage.as_view(), name="show"),
    path("shows/<slug:slug>/edit", shows.ShowEdit.as_view(), name="show-edit"),
    path("shows/<slug:slug>/seats", shows.SeatAdd.as_view(), name="seat-add"),
    path("shows/<slug:slug>/export.csv", shows.ShowExport.as_view(), name="show-export"),
    path("shows/<slug:slug>/hang", prints.PrintHang.as_view(), name="print-hang"),
    path("prints", prints.PrintSearch.as_view(), name="prints"),
    path("prints/<uuid:pk>", prints.PrintPage.as_view(), name="print"),
    path("prints/<uuid:pk>/picture", prints.PrintFile.as_view(), name="print-file"),
    path("prints/<uuid:pk>/edit", prints.PrintEdit.as_view(), name="print-edit"),
    path("prints/<uuid:pk>/take-down", prints.PrintTakeDown.as_view(), name="print-down"),
    path("catalogues/<path:name>", shows.Catalogue.as_view(), name="catalogue"),
    path("places", shows.Places.as_view(), name="places"),
    path("login", people.Login.as_view(), name="login"),
    path("logout", people.Logout.as_view(), name="logout"),
    path("forgot", people.Forgot.as_view(), name="forgot"),
    path("reset/<uidb64>/<token>", people.Reset.as_view(), name="password_reset_confirm"),
    path("password", people.PasswordChange.as_view(), name="password"),
    path("members", people.MemberList.as_view(), name="members"),
    path("members/invite", people.Invite.as_view(), name="invite"),
    path("members/import", people.MemberImport.as_view(), name="member-import"),
    re_path(r"^members/(?P<pk>[0-9]{1,9})/(?P<step>open|close)$", people.MemberSwitch.as_view(), name="member-switch"),
    path("notes", people.NoteList.as_view(), name="notes"),
]
