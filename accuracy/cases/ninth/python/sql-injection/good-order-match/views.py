from django.db import connection
from django.http import JsonResponse
from django.views import View


def order_by(requested):
    match requested.lower():
        case "newest":
            return "created_at DESC"
        case "cheapest":
            return "price ASC"
        case "name" | "title":
            return "title ASC"
        case _:
            return "id ASC"


class ListingIndex(View):
    page_size = 40

    def get(self, request):
        order = order_by(request.GET.get("sort", "newest"))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, title, price FROM listing ORDER BY {order} LIMIT %s", [self.page_size])
            rows = cursor.fetchall()
        return JsonResponse({"listings": [{"id": r[0], "title": r[1], "price": str(r[2])} for r in rows]})
