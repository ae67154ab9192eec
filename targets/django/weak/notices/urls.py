from django.urls import path

from . import views

urlpatterns = [
    path("", views.NoticeList.as_view(), name="notice-list"),
    path("archive/", views.archive, name="notice-archive"),
    path("search/", views.search, name="notice-search"),
    path("print/", views.print_view, name="notice-print"),
    path("new/", views.NoticeCreate.as_view(), name="notice-new"),
    path("seen/", views.seen, name="notice-seen"),
    path("comments/<int:pk>/delete/", views.comment_delete, name="comment-delete"),
    path("<int:pk>/", views.detail, name="notice"),
    path("<int:pk>/edit/", views.NoticeUpdate.as_view(), name="notice-edit"),
    path("<int:pk>/comments/", views.comment, name="comment"),
]
