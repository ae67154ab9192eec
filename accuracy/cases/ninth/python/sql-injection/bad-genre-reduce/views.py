from functools import reduce

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from .models import Film


@require_GET
def films_by_genre(request):
    genres = request.GET.getlist("genre")[:10]
    if not genres:
        return JsonResponse({"films": []})
    condition = reduce(lambda acc, genre: acc + f" OR genre = '{genre}'", genres, "1 = 0")
    films = Film.objects.raw(f"SELECT id, title FROM film WHERE {condition} LIMIT 50")
    return JsonResponse({"films": [film.title for film in films]})
