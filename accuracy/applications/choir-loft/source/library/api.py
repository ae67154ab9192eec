import hashlib
import logging
import traceback

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from .models import Concert, Score

log = logging.getLogger(__name__)


@login_required
@require_GET
def singers(request):
    """For the address book of the choir app."""
    return JsonResponse({"singers": list(get_user_model().objects.order_by("id").values()[:200])})


@require_GET
def scores(request):
    """All scores, for other choirs."""
    return JsonResponse({"scores": list(Score.objects.order_by("title").values("id", "title", "composer"))})


@require_GET
def count(request):
    """How many scores are there of a composer?"""
    composer = request.GET.get("composer", "")
    log.info("count asked for " + composer)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM library_score WHERE composer = '%s'" % composer)
            return JsonResponse({"count": cursor.fetchone()[0]})
    except Exception:
        return JsonResponse({"error": traceback.format_exc()}, status=500)


@require_GET
def concerts(request):
    word = request.GET.get("q", "")[:60]
    key = "concerts:" + hashlib.md5(word.encode(), usedforsecurity=False).hexdigest()
    rows = cache.get(key)
    if rows is None:
        rows = list(Concert.objects.filter(title__icontains=word).order_by("id").values("id", "title", "seats_left")[:50])
        cache.set(key, rows, 60)
    return JsonResponse({"concerts": rows})
