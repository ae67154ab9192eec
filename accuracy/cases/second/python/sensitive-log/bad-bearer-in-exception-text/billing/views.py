import logging

from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse

from billing.client import BillingError
from billing.wiring import client

logger = logging.getLogger(__name__)


@permission_required("billing.view_invoice", raise_exception=True)
def invoice(request, number: int):
    try:
        return JsonResponse(client().invoice(number))
    except BillingError as error:
        logger.error("invoice not read: %s", error)
        return JsonResponse({"error": "billing"}, status=502)
