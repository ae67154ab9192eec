from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication


class SessionTokenAuthentication(BaseAuthentication):
    """The middleware has looked the token up already, for the limits."""

    def authenticate(self, request):
        return request._request.identity

    def authenticate_header(self, request):
        return "Bearer"


class SessionTokenScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.authentication.SessionTokenAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
