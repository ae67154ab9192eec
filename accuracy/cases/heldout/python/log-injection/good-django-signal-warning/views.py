import json
import logging

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .coupons import redeem

logger = logging.getLogger("shop.coupons")


@require_POST
def use_coupon(request):
    code = request.POST.get("code", "")
    try:
        value = redeem(code)
    except LookupError:
        logger.warning("unknown coupon " + json.dumps(code))
        return JsonResponse({"error": "unknown coupon"}, status=404)
    return JsonResponse({"value": value})
