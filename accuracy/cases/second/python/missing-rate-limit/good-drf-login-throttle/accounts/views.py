from django.contrib.auth import authenticate
from rest_framework.authtoken.models import Token
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.throttles import LoginThrottle


class LoginView(APIView):
    permission_classes = [AllowAny]
    throttle_classes = [LoginThrottle]

    def post(self, request):
        user = authenticate(request, username=request.data.get("email"), password=request.data.get("password"))
        if user is None:
            return Response({"detail": "wrong credentials"}, status=401)
        token, _ = Token.objects.get_or_create(user=user)
        return Response({"token": token.key})
