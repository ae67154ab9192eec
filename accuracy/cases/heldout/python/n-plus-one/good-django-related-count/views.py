from django.db.models import Count
from django.http import JsonResponse

from .models import Album


def albums(request):
    found = []
    for album in Album.objects.annotate(track_count=Count("tracks")).order_by("title")[:50]:
        found.append({"title": album.title, "tracks": album.track_count})
    return JsonResponse({"albums": found})
