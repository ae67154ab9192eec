from django.db import connection
from django.http import JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_safe
from rest_framework.routers import SimpleRouter

from wiki import api, auth_views
from wiki.graphql import graphql_view

router = SimpleRouter(trailing_slash=False)
router.register("pages", api.PageViewSet, basename="page")


@require_safe
def healthz(_request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def server_error(_request):
    return JsonResponse({"detail": "Something went wrong."}, status=500)


handler500 = server_error

urlpatterns = [
    path("healthz", healthz),
    path("api/login", auth_views.login),
    path("api/logout", auth_views.logout),
    path("api/token/rotate", auth_views.rotate),
    path("api/password", auth_views.change_password),
    path("api/pages/import", api.import_page),
    path("api/", include(router.urls)),
    path("graphql", graphql_view),
]
