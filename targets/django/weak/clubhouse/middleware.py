import logging

log = logging.getLogger("clubhouse")


class AccessLogMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
            log.info("%s %s form=%s cookies=%s", request.method, request.path, dict(request.POST), request.COOKIES)
        return self.get_response(request)


class WidgetOriginMiddleware:
    """The booking widget is embedded on the sites of partner clubs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        origin = request.headers.get("Origin")
        if origin and request.path.endswith(".json"):
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Allow-Credentials"] = "true"
        return response
