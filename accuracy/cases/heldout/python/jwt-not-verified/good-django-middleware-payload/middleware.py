import jwt
from django.conf import settings
from django.http import JsonResponse


def payload_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"])


class TokenMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        try:
            request.claims = payload_of(token)
        except (ValueError, IndexError, jwt.InvalidTokenError):
            return JsonResponse({"error": "unauthenticated"}, status=401)
        return self.get_response(request)
