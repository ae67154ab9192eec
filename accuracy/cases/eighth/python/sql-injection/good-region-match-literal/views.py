from urllib.parse import unquote

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

LEVELS = "ABC"


@require_GET
def stores(request: HttpRequest) -> JsonResponse:
    preferred = unquote(request.COOKIES.get("region", "north"))

    match LEVELS[1]:
        case "A":
            region = "north"
        case "B":
            region = "south"
        case "C" | "D":
            region = preferred
        case _:
            region = "west"

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, name FROM stores WHERE region = '{region}' ORDER BY id LIMIT 20")
        found = cursor.fetchall()

    return JsonResponse({"stores": [{"id": key, "name": name} for key, name in found]})
