from rest_framework.authentication import SessionAuthentication
from rest_framework_simplejwt.authentication import JWTAuthentication


class PlainSessionAuthentication(SessionAuthentication):
    """The session of the careers site, for its own scripts."""

    def enforce_csrf(self, request):
        return


class QueryTokenAuthentication(JWTAuthentication):
    """For links in mails, which carry no header."""

    def authenticate(self, request):
        raw = request.query_params.get("token")
        if not raw:
            return None
        token = self.get_validated_token(raw)
        return self.get_user(token), token
