import hashlib
import secrets

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from .models import ApiKey


def digest(key):
    return hashlib.sha256(key.encode()).hexdigest()


def issue(user, **values):
    """A key of 256 random bits, of which only the digest is kept."""
    key = secrets.token_urlsafe(32)
    return ApiKey.objects.create(user=user, key_hash=digest(key), **values), key


class KeyAuthentication(BaseAuthentication):
    """Authorization: Key …"""

    def authenticate(self, request):
        word, _, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if word.lower() != "key":
            return None
        found = ApiKey.objects.usable().select_related("user").filter(key_hash=digest(key.strip())).first()
        if found is None:
            raise AuthenticationFailed("unknown key")
        return found.user, found

    def authenticate_header(self, _request):
        return "Key"
