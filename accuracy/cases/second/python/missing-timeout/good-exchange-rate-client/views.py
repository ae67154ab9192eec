from django.http import JsonResponse
from django.views.decorators.http import require_GET

from rates import rate


@require_GET
def convert(request, currency: str):
    cents = int(request.GET.get("cents", "0"))
    return JsonResponse({"cents": round(cents * rate(currency.upper()))})
