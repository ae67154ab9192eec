from django.http import JsonResponse
from django.views.decorators.http import require_safe

from .reports import table


@require_safe
def standings(request):
    column = request.headers.get("X-Sort-Column", "points")
    try:
        return JsonResponse({"rows": table(column)})
    except KeyError:
        return JsonResponse({"error": "no such column"}, status=400)
