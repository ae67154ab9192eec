import logging
import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import generics
from rest_framework.exceptions import AuthenticationFailed, NotFound, ParseError, PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.models import Application
from core.fields import checked
from core.models import record
from core.permissions import IsAdministrator
from core.problems import Conflict

from . import attempts, outbox, serializers
from .models import Account, Reset
from .sessions import digest_of, open_session, revoke, revoke_all, rotate

log = logging.getLogger("talent")
RESET_LIFETIME = timedelta(minutes=15)


class AccountsView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=serializers.Register, responses={202: OpenApiTypes.OBJECT})
    def post(self, request):
        """Registers; an address that is taken is answered alike."""
        given = checked(serializers.Register, request.data)
        account = Account(email=given["email"], name=given.get("name", ""))
        serializers.good_password(given["password"], account)
        account.password = make_password(given["password"])
        try:
            with transaction.atomic():
                account.save(force_insert=True)
            record(None, "register.new", digest_of(account.email))
        except IntegrityError:
            record(None, "register.existing", digest_of(account.email))
        return Response({"status": "accepted", "next": "sign in"}, status=202)


class SessionView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=serializers.SignIn, responses=serializers.Tokens)
    def post(self, request):
        given = checked(serializers.SignIn, request.data)
        email, address = given["email"], request._request.address
        attempts.begin(email, address)
        account = Account.objects.filter(email=email).first()
        if account is None:
            make_password(given["password"])
        if account is None or not check_password(given["password"], account.password) or not account.is_active:
            log.warning("login.failed", extra={"request": request._request.id, "account": digest_of(email)})
            raise AuthenticationFailed("The address or the password is wrong")
        attempts.forgive(email, address)
        log.info("login.succeeded", extra={"request": request._request.id, "account": str(account.pk)})
        return Response(open_session(account))


class RefreshView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=serializers.Refresh, responses=serializers.Tokens)
    def post(self, request):
        return Response(rotate(checked(serializers.Refresh, request.data)["refresh"]))


class EndView(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request):
        revoke(request.auth.pk)
        log.info("logout", extra={"request": request._request.id, "account": str(request.user.pk)})
        return Response(status=204)


class ResetsView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=serializers.ResetRequest, responses={202: OpenApiTypes.OBJECT})
    def post(self, request):
        account = Account.objects.filter(email=checked(serializers.ResetRequest, request.data)["email"], is_active=True).first()
        if account is not None:
            token = secrets.token_urlsafe(32)
            Reset.objects.filter(account=account).delete()
            Reset.objects.create(digest=digest_of(token), account=account, ends=timezone.now() + RESET_LIFETIME)
            outbox.put(account.pk, "password-reset", token)
        return Response({"status": "accepted"}, status=202)


class ResetConfirmView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=serializers.ResetConfirm, responses={204: None})
    def post(self, request):
        given = checked(serializers.ResetConfirm, request.data)
        reset = Reset.objects.select_related("account").filter(digest=digest_of(given["token"]), ends__gt=timezone.now()).first()
        if reset is None:
            raise ParseError("The link has ended")
        account = reset.account
        serializers.good_password(given["password"], account)
        account.password = make_password(given["password"])
        if Reset.objects.filter(pk=reset.pk).delete()[0] == 0:
            raise ParseError("The link has ended")
        account.save(update_fields=["password"])
        revoke_all(account)
        record(account.pk, "password.reset")
        return Response(status=204)


class MeView(generics.RetrieveUpdateAPIView):
    serializer_class = serializers.Profile
    http_method_names = ["get", "patch", "head", "options"]

    def get_object(self):
        return self.request.user


class PasswordView(APIView):
    @extend_schema(request=serializers.PasswordChange, responses={204: None})
    def post(self, request):
        account, given = request.user, checked(serializers.PasswordChange, request.data)
        serializers.good_password(given["password"], account)
        attempts.begin(account.email, request._request.address)
        if not check_password(given["current"], account.password):
            raise PermissionDenied("The current password is wrong")
        attempts.forgive(account.email, request._request.address)
        account.password = make_password(given["password"])
        account.save(update_fields=["password"])
        revoke_all(account)
        record(account.pk, "password.changed")
        return Response(status=204)


class DashboardView(APIView):
    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request):
        return Response({"email": request.user.email, "applications": Application.objects.filter(candidate=request.user).count()})


class AdminAccountsView(generics.ListAPIView):
    queryset = Account.objects.order_by("email")
    serializer_class = serializers.AccountRow
    permission_classes = [IsAdministrator]


class _OtherAccount(APIView):
    permission_classes = [IsAdministrator]

    def other(self, request, pk):
        if pk == request.user.pk:
            raise Conflict("Ask another administrator")
        account = Account.objects.filter(pk=pk).first()
        if account is None:
            raise NotFound()
        return account


class RoleView(_OtherAccount):
    @extend_schema(request=serializers.RoleChange, responses=OpenApiTypes.OBJECT)
    def post(self, request, pk):
        account, role = self.other(request, pk), checked(serializers.RoleChange, request.data)["role"]
        Account.objects.filter(pk=pk).update(role=role)
        record(request.user.pk, f"role.{role}", str(account.pk))
        return Response({"id": account.pk, "role": role})


class DisableView(_OtherAccount):
    @extend_schema(request=None, responses={204: None})
    def post(self, request, pk):
        account = self.other(request, pk)
        Account.objects.filter(pk=pk).update(is_active=False)
        revoke_all(account)
        record(request.user.pk, "account.disabled", str(account.pk))
        return Response(status=204)
