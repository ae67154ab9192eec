import requests
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .serializers import PackageSerializer


class ImportPackage(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        serializer = PackageSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        answer = requests.get(serializer.validated_data["source"], timeout=5, allow_redirects=False)
        return Response({"name": answer.json().get("name")})
