from django.http import JsonResponse

from .models import Album


def albums(request):
    found = []
    for album in Album.objects.order_by("title")[:50]:
        found.append({"title": album.title, "tracks": album.tracks.count()})
    return JsonResponse({"albums": found})
