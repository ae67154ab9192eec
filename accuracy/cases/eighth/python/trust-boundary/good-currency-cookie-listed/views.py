from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

CURRENCIES = ("EUR", "USD", "GBP")


@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    currency = CURRENCIES[0]
    for name, value in request.COOKIES.items():
        if name != "currency":
            continue
        currency = next((known for known in CURRENCIES if known == value), currency)

    request.session["currency"] = currency
    return HttpResponse(status=204)
