from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

from shop.basket import Basket


@require_POST
def add_to_basket(request):
    try:
        quantity = int(request.POST.get("quantity", "1"))
    except ValueError:
        return HttpResponseBadRequest("quantity must be a number")
    basket = Basket.of_request(request)
    basket.add(request.POST.get("sku", "")[:40], min(quantity, 20))
    response = JsonResponse({"lines": basket.lines})
    basket.write_to(response)
    return response
