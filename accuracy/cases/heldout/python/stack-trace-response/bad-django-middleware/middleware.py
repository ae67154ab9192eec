import logging
import traceback

from django.http import JsonResponse

logger = logging.getLogger(__name__)


class ErrorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        lines = traceback.format_exception(exception)
        return JsonResponse({"error": "failed", "trace": lines}, status=500)
