from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .services import PreviewError, fetch_preview


class LinkSerializer(serializers.Serializer):
    url = serializers.URLField(max_length=500)


class PreviewView(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        serializer = LinkSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        try:
            return Response(fetch_preview(serializer.validated_data["url"]))
        except PreviewError as exc:
            return Response({"detail": str(exc)}, status=status.HTTP_422_UNPROCESSABLE_ENTITY)
