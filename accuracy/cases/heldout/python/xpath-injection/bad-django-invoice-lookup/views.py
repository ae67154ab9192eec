from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse

from .invoices import total


@login_required
def invoice_total(request, number):
    found = total(number, request.user.pk)
    if not found:
        raise Http404
    return JsonResponse({"total": found[0]})
