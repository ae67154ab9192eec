import logging
import random

from django.conf import settings
from django.contrib.auth import login, logout
from django.views.decorators.cache import cache_control, cache_page
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import generics, status, viewsets
from rest_framework.decorators import action, api_view, permission_classes, throttle_classes
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework_simplejwt.tokens import RefreshToken

from applications.models import Application

from .models import User
from .permissions import IsAdmin
from .serializers import ProfileSerializer, RegisterSerializer, UserSerializer

log = logging.getLogger("accounts")


class LoginThrottle(AnonRateThrottle):
    scope = "login"


class RegisterView(generics.CreateAPIView):
    serializer_class = RegisterSerializer
    permission_classes = [AllowAny]


@extend_schema(request={"application/json": {"type": "object", "required": ["username", "password"], "properties": {"username": {"type": "string"}, "password": {"type": "string"}}}}, responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([AllowAny])
@throttle_classes([LoginThrottle])
def sign_in(request):
    user = User.objects.filter(username=request.data.get("username")).first()
    if user is None:
        return Response({"detail": "No user has this name"}, status=status.HTTP_401_UNAUTHORIZED)
    if not user.check_password(request.data.get("password")):
        log.warning("sign-in failed: %s / %s", request.data.get("username"), request.data.get("password"))
        return Response({"detail": "The password is wrong"}, status=status.HTTP_401_UNAUTHORIZED)
    login(request, user)
    refresh = RefreshToken.for_user(user)
    return Response({"access": str(refresh.access_token), "refresh": str(refresh)})


@extend_schema(request=None, responses={204: None})
@api_view(["POST"])
@permission_classes([IsAuthenticated])
def sign_out(request):
    logout(request._request)
    return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(request={"application/json": {"type": "object", "properties": {"email": {"type": "string"}}}}, responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([AllowAny])
def password_reset(request):
    user = User.objects.filter(email=request.data.get("email")).first()
    if user is not None:
        user.reset_code = str(random.randint(1000, 9999))
        user.save()
        log.info("mail to %s: %s", user.email, request.build_absolute_uri(f"/reset?code={user.reset_code}"))
    return Response({"detail": settings.PASSWORD_RESET_TEXT})


@extend_schema(request={"application/json": {"type": "object", "properties": {"email": {"type": "string"}, "code": {"type": "string"}, "password": {"type": "string"}}}}, responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([AllowAny])
def password_reset_confirm(request):
    user = User.objects.filter(email=request.data.get("email"), reset_code=request.data.get("code")).exclude(reset_code="").first()
    if user is None:
        return Response({"detail": "Wrong code"}, status=status.HTTP_400_BAD_REQUEST)
    user.set_password(request.data.get("password"))
    user.save()
    return Response({"detail": "Changed"})


class MeView(generics.RetrieveUpdateAPIView):
    serializer_class = ProfileSerializer
    permission_classes = [IsAuthenticated]

    def get_object(self):
        return self.request.user


@extend_schema(responses=OpenApiTypes.OBJECT)
@cache_page(30)
@cache_control(public=True, max_age=30)
@api_view(["GET"])
@permission_classes([IsAuthenticated])
def dashboard(request):
    mine = Application.objects.filter(candidate=request.user)
    return Response({"username": request.user.username, "email": request.user.email, "applications": mine.count()})


class UserViewSet(viewsets.ModelViewSet):
    queryset = User.objects.order_by("id")
    serializer_class = UserSerializer
    permission_classes = [IsAdmin]

    @action(detail=True, methods=["post"], permission_classes=[IsAuthenticated])
    def promote(self, request, pk=None):
        user = self.get_object()
        user.role = request.data.get("role", "recruiter")
        user.save()
        return Response({"id": user.id, "username": user.username, "role": user.role})

    @action(detail=True, methods=["post"])
    def block(self, request, pk=None):
        user = self.get_object()
        user.blocked = True
        user.save()
        return Response(status=status.HTTP_204_NO_CONTENT)
