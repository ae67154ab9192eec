import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from .models import ApiToken, User
from .tenancy import current_tenant_id

LIFETIME = timedelta(hours=12)


def digest(raw: bytes) -> str:
    # The token has 256 random bits, so a plain hash is enough to store it.
    return hashlib.sha256(raw).hexdigest()


def issue(user: User) -> str:
    raw = secrets.token_urlsafe(32)
    ApiToken.objects.filter(user=user, expires_at__lte=timezone.now()).delete()
    ApiToken.objects.create(user=user, digest=digest(raw.encode()), expires_at=timezone.now() + LIFETIME)
    return raw


class ApiTokenAuthentication(BaseAuthentication):
    def authenticate(self, request):
        words = get_authorization_header(request).split()
        if len(words) != 2 or words[0].lower() != b"bearer":
            return None
        token = (
            ApiToken.objects.select_related("user")
            .filter(
                digest=digest(words[1]),
                expires_at__gt=timezone.now(),
                user__is_active=True,
                user__tenant_id=current_tenant_id(),
            )
            .first()
        )
        if token is None:
            raise AuthenticationFailed("Please sign in.")
        return token.user, token

    def authenticate_header(self, request):
        return "Bearer"
