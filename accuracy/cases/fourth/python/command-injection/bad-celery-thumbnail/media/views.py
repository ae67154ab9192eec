from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from django.shortcuts import get_object_or_404

from .models import Clip
from .tasks import make_preview


class PreviewView(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request, clip_id):
        clip = get_object_or_404(Clip, pk=clip_id, owner=request.user)
        offset = request.data.get("offset", "00:00:01")
        make_preview.delay(clip.pk, clip.source, offset)
        return Response(status=202)
