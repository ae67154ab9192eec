from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import views

router = SimpleRouter(trailing_slash=False)
router.register("jobs", views.JobViewSet, basename="job")

urlpatterns = [
    path("jobs/viewed", views.ViewedView.as_view()),
    path("jobs/parse-feed", views.ParseFeedView.as_view()),
    path("candidates/import", views.ImportCandidatesView.as_view()),
    path("letters/preview", views.LetterView.as_view()),
    path("tools/keyword", views.KeywordView.as_view()),
    path("searches/save", views.SaveSearchView.as_view()),
    path("searches/restore", views.RestoreSearchView.as_view()),
    path("", include(router.urls)),
]
