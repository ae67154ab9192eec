from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def alive(_request):
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def ready(_request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.get("ready")
    return JsonResponse({"status": "ready"})
