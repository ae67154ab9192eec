from django.urls import include, path
from rest_framework.routers import DefaultRouter

from . import views

router = DefaultRouter()
router.register("jobs", views.JobViewSet)

urlpatterns = [
    path("jobs/statistics/", views.statistics),
    path("jobs/available/", views.available),
    path("jobs/viewed/", views.viewed),
    path("jobs/import/", views.import_feed),
    path("jobs/parse-feed/", views.parse_feed),
    path("jobs/rank/", views.rank),
    path("candidates/import/", views.import_candidates),
    path("letters/preview/", views.letter),
    path("letters/greeting/", views.greeting),
    path("tools/keyword/", views.keyword_count),
    path("tools/today/", views.today),
    path("searches/restore/", views.restore_search),
    path("", include(router.urls)),
]
