import hashlib

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from rest_framework import serializers
from rest_framework.decorators import api_view, authentication_classes, permission_classes, throttle_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from .authentication import issue
from .models import ApiToken, User


class LoginAddressThrottle(SimpleRateThrottle):
    scope = "login-address"

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class LoginAccountThrottle(SimpleRateThrottle):
    scope = "login-account"

    def get_cache_key(self, request, view):
        email = request.data.get("email", "") if isinstance(request.data, dict) else ""
        ident = hashlib.sha256(str(email).strip().lower().encode()).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": ident}


class LoginSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class PasswordSerializer(serializers.Serializer):
    current = serializers.CharField(max_length=128, trim_whitespace=False)
    new = serializers.CharField(max_length=128, trim_whitespace=False)


@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
@throttle_classes([LoginAddressThrottle, LoginAccountThrottle])
def login(request):
    form = LoginSerializer(data=request.data)
    form.is_valid(raise_exception=True)
    email, password = form.validated_data["email"].lower(), form.validated_data["password"]
    user = User.objects.filter(email=email, tenant=request.tenant, is_active=True).first()
    if user is None:
        make_password(password)  # same work as for a known account
        return Response({"detail": "Email or password is wrong."}, status=401)
    if not check_password(password, user.password):
        return Response({"detail": "Email or password is wrong."}, status=401)
    return Response({"token": issue(user)})


@api_view(["POST"])
def logout(request):
    request.auth.delete()
    return Response(status=204)


@api_view(["POST"])
@transaction.atomic
def rotate(request):
    gone, _ = ApiToken.objects.filter(pk=request.auth.pk).delete()
    if not gone:
        return Response({"detail": "Please sign in."}, status=401)
    return Response({"token": issue(request.user)})


@api_view(["PUT"])
@throttle_classes([LoginAddressThrottle])
def change_password(request):
    form = PasswordSerializer(data=request.data)
    form.is_valid(raise_exception=True)
    if not request.user.check_password(form.validated_data["current"]):
        return Response({"detail": "The current password is wrong."}, status=403)
    try:
        validate_password(form.validated_data["new"], request.user)
    except ValidationError as error:
        return Response({"new": error.messages}, status=400)
    with transaction.atomic():
        request.user.set_password(form.validated_data["new"])
        request.user.save(update_fields=["password"])
        request.user.tokens.all().delete()
    return Response(status=204)
