import logging

log = logging.getLogger("requests")


class RequestLogMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        body = "" if request.content_type == "multipart/form-data" else request.body[:2000].decode(errors="replace")
        response = self.get_response(request)
        log.info("%s %s %s auth=%s %s", request.method, request.get_full_path(), response.status_code, request.headers.get("Authorization", "-"), body)
        return response


class CorsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        origin = request.headers.get("Origin")
        if origin:
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Allow-Credentials"] = "true"
            response["Access-Control-Allow-Headers"] = "authorization, content-type"
            response["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
        return response
