import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth import authenticate
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from mobile.failures import Failures
from mobile.models import DeviceToken


class Credentials(serializers.Serializer):
    email = serializers.EmailField()
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class TokenView(APIView):
    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = []

    def post(self, request):
        given = Credentials(data=request.data)
        given.is_valid(raise_exception=True)
        failures = Failures(given.validated_data["email"].lower(), request.META["REMOTE_ADDR"])
        user = authenticate(
            request,
            username=given.validated_data["email"],
            password=given.validated_data["password"],
        )
        if user is None:
            failures.add()
            raise AuthenticationFailed()
        failures.clear()
        token = secrets.token_urlsafe(32)
        DeviceToken.objects.create(
            user=user,
            digest=hashlib.sha256(token.encode()).hexdigest(),
            expires_at=timezone.now() + timedelta(days=30),
        )
        return Response({"token": token}, status=201)
