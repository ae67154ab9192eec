import logging
import secrets

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from rest_framework.decorators import api_view
from rest_framework.generics import RetrieveUpdateAPIView
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from ..authentication import gate_owner, issue
from ..models import GateCode
from ..serializers import ProfileSerializer

log = logging.getLogger(__name__)


class LoginView(APIView):
    permission_classes = [AllowAny]
    authentication_classes = []

    def post(self, request):
        log.info("login attempt: %s", dict(request.data))
        user = authenticate(
            request,
            username=str(request.data.get("username", "")),
            password=str(request.data.get("password", "")),
        )
        if user is None:
            return Response({"detail": "wrong name or password"}, status=401)
        return Response({"token": issue(user)})


class PasswordView(APIView):
    throttle_scope = "password"

    def post(self, request):
        user = request.user
        if not user.check_password(str(request.data.get("current", ""))):
            return Response({"detail": "wrong password"}, status=400)
        new = str(request.data.get("new", ""))
        try:
            validate_password(new, user)
        except ValidationError as error:
            return Response({"detail": error.messages}, status=400)
        user.set_password(new)
        user.save(update_fields=["password"])
        log.info("password changed for user %s", user.pk)
        return Response(status=204)


class ProfileView(RetrieveUpdateAPIView):
    serializer_class = ProfileSerializer

    def get_object(self):
        return self.request.user


@api_view(["POST"])
def gate(request):
    """A new code for the yard gate; the reader asks with its owner's token."""
    owner = gate_owner(str(request.data.get("reader_token", "")))
    if owner is None:
        return Response({"detail": "unknown owner"}, status=404)
    code = "".join(secrets.choice("0123456789ABCDEF") for _ in range(12))
    GateCode.objects.create(owner=owner, code=code)
    return Response({"code": code})
