import logging
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

logger = logging.getLogger("devices")


class Line:
    pattern = "device %r reported"


@csrf_exempt
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    fields = dict(pair.partition("=")[::2] for pair in request.body.decode().split("&"))
    device = unquote_plus(fields.get("device", ""))
    logger.info(Line.pattern, device)
    return HttpResponse(status=204)
