import base64
import json

import jwt
from django.http import JsonResponse


def payload_of(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


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
