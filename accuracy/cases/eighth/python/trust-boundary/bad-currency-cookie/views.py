from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

CURRENCIES = ("EUR", "USD", "GBP")


@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    currency = CURRENCIES[0]
    for name, value in request.COOKIES.items():
        if name != "currency":
            continue
        currency = value

    request.session["currency"] = currency
    return HttpResponse(status=204)
