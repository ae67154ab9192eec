import logging

from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView

from . import metrics
from .permissions import IsAdministrator
from .problems import not_found

log = logging.getLogger("talent")
PLACES = {"blog": "https://blog.talent.example", "status": "https://status.talent.example"}


@require_safe
def live(request):
    return JsonResponse({"status": "ok"})


@require_safe
def health(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        status = "ok"
    except DatabaseError:
        log.exception("health.database")
        status = "unavailable"
    return JsonResponse({"status": status, "checks": {"database": status}}, status=200 if status == "ok" else 503)


@require_safe
def out(request, place):
    target = PLACES.get(place)
    return not_found(request) if target is None else HttpResponseRedirect(target)


class Metrics(APIView):
    permission_classes = [IsAdministrator]

    @extend_schema(exclude=True)
    def get(self, request):
        return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4")
