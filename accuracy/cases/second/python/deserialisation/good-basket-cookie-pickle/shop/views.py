from django.http import JsonResponse
from django.views.decorators.http import require_GET

from shop.basket import decode


@require_GET
def basket(request):
    value = request.COOKIES.get("basket")
    items = decode(value) if value else {}
    return JsonResponse({"items": items, "count": sum(items.values())})
