from collections.abc import Iterator

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from music.models import Track


def lines() -> Iterator[str]:
    tracks = Track.objects.order_by("position")[:100]
    for track in tracks:
        yield f"{track.position}. {track.title} ({track.artist.name})"


@require_GET
def playlist(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"lines": list(lines())})
