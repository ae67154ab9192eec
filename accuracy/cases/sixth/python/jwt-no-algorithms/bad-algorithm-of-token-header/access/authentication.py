from django.contrib.auth import get_user_model
from jose import JWTError, jwt
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from access.keys import KEYS


class BearerAuthentication(BaseAuthentication):
    def authenticate(self, request):
        scheme, _, token = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        user = get_user_model().objects.filter(pk=self.claims(token)["sub"], is_active=True).first()
        if user is None:
            raise AuthenticationFailed("unknown user")
        return user, token

    def claims(self, token):
        try:
            header = jwt.get_unverified_header(token)
            record = KEYS[header["kid"]]
            accepted = [header["alg"]]
            return jwt.decode(token, record.pem, algorithms=accepted, audience="access")
        except (JWTError, KeyError):
            raise AuthenticationFailed("token") from None

    def authenticate_header(self, request):
        return "Bearer"
