from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from . import serializers
from .articles import latest

TABLE = {"short": serializers.ShortSerializer, "long": serializers.LongSerializer}


class Articles(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        form = request.query_params.get("form", "short")
        serializer = TABLE.get(form, TABLE["short"])
        return Response(serializer(latest(20), many=True).data)
