from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from rest_framework import generics, status
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer
from rest_framework_simplejwt.tokens import RefreshToken
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

from ..domain.audit import note
from ..domain.letters import send_link
from ..models import User
from . import serializers
from .permissions import ANYBODY
from .throttles import ByGivenAddress, ByGivenName, Scoped
from .viewsets import end_all

SIGNED_IN = User.Duty.WATCHER


class AuditedPair(TokenObtainPairSerializer):
    """ModelBackend hashes for names that nobody has, too, and lets nobody in who is not active."""

    def validate(self, attrs):
        try:
            pair = super().validate(attrs)
        except AuthenticationFailed:
            note(None, "sign-in.refused", "session")
            raise
        note(self.user, "signed-in", f"user:{self.user.pk}")
        return pair


class SignIn(TokenObtainPairView):
    needs = {"post": ANYBODY}
    serializer_class = AuditedPair
    throttle_classes = [Scoped, ByGivenName]
    throttle_scope = "sign-in"


class Refresh(TokenRefreshView):
    needs = {"post": ANYBODY}
    throttle_classes = [Scoped]
    throttle_scope = "refresh"


class SignOut(APIView):
    needs = {"post": SIGNED_IN}

    def post(self, request):
        token = request.data.get("refresh") if isinstance(request.data, dict) else None
        try:
            refresh = RefreshToken(token if isinstance(token, str) else "")
        except TokenError:
            return Response(status=status.HTTP_204_NO_CONTENT)
        if str(refresh["user_id"]) != str(request.user.pk):
            raise PermissionDenied
        refresh.blacklist()
        return Response(status=status.HTTP_204_NO_CONTENT)


class Me(generics.RetrieveUpdateAPIView):
    needs = {"get": SIGNED_IN, "patch": SIGNED_IN}
    http_method_names = ["get", "patch"]
    serializer_class = serializers.MeSerializer

    def get_object(self):
        return self.request.user


class ChangePassword(APIView):
    needs = {"put": SIGNED_IN}
    throttle_classes = [Scoped]
    throttle_scope = "sign-in"

    def put(self, request):
        form = serializers.ChangePasswordSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        if not request.user.check_password(form.validated_data["current"]):
            raise PermissionDenied
        renew(request.user, form.check(request.user), "password.changed")
        return Response(status=status.HTTP_204_NO_CONTENT)


def renew(user: User, password: str, deed: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    end_all(user)
    note(user, deed, f"user:{user.pk}")


class Forgotten(APIView):
    needs = {"post": ANYBODY}
    throttle_classes = [Scoped, ByGivenAddress]
    throttle_scope = "letters"

    def post(self, request):
        form = serializers.AddressSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = User.objects.filter(email__iexact=form.validated_data["email"], is_active=True).order_by("pk").first()
        if user is not None:
            send_link(user, "renew")
        return Response(status=status.HTTP_202_ACCEPTED)


class Renew(APIView):
    needs = {"post": ANYBODY}
    throttle_classes = [Scoped]
    throttle_scope = "sign-in"

    def post(self, request):
        form = serializers.RenewSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            pk = force_str(urlsafe_base64_decode(form.validated_data["uid"]))
            user = User.objects.get(pk=pk, is_active=True)
        except (ValueError, OverflowError, User.DoesNotExist):
            raise AuthenticationFailed from None
        if not default_token_generator.check_token(user, form.validated_data["token"]):
            raise AuthenticationFailed
        renew(user, form.check(user), "password.renewed")
        return Response(status=status.HTTP_204_NO_CONTENT)
