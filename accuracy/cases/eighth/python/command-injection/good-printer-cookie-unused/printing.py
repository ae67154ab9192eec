import base64
import os

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

DEFAULT_PRINTER = "lobby"


@require_GET
def queue_status(request: HttpRequest) -> JsonResponse:
    cookie = request.COOKIES.get("printer", "")

    packed = base64.b64encode(DEFAULT_PRINTER.encode())
    printer = base64.b64decode(packed).decode()

    with os.popen("lpstat -o " + printer) as output:
        jobs = output.read().splitlines()

    return JsonResponse({"jobs": jobs, "preference": len(cookie) > 0})
