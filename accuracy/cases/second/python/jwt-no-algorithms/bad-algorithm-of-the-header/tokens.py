import jwt
from django.conf import settings
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import Account


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        if len(parts) != 2 or parts[0].lower() != b"bearer":
            return None
        try:
            header = jwt.get_unverified_header(parts[1])
            claims = jwt.decode(parts[1], settings.TOKEN_KEY, algorithms=[header["alg"]])
            return Account.objects.get(pk=claims["sub"], is_active=True), claims
        except (jwt.InvalidTokenError, Account.DoesNotExist):
            raise AuthenticationFailed("token not accepted") from None
