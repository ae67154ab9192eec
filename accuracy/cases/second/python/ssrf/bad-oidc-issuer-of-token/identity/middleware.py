import jwt
from django.http import JsonResponse

from identity.keys import signing_keys


class TokenMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            keys = jwt.PyJWKSet.from_dict(signing_keys(token))
            key = keys[jwt.get_unverified_header(token)["kid"]]
            request.claims = jwt.decode(token, key.key, algorithms=["RS256"], audience="api")
        except (jwt.InvalidTokenError, KeyError):
            return JsonResponse({"error": "sign in first"}, status=401)
        return self.get_response(request)
