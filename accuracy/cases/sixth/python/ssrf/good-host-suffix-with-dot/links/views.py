import requests
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from links.fetching import preview
from links.policy import AddressRefused


class PreviewRequest(serializers.Serializer):
    url = serializers.URLField(max_length=500)


class PreviewView(APIView):
    permission_classes = [IsAuthenticated]
    throttle_scope = "preview"

    def post(self, request):
        wanted = PreviewRequest(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            return Response(preview(wanted.validated_data["url"]))
        except AddressRefused as refused:
            return Response({"url": str(refused)}, status=status.HTTP_400_BAD_REQUEST)
        except requests.RequestException:
            return Response({"url": "unreachable"}, status=status.HTTP_502_BAD_GATEWAY)
