from itertools import islice

from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from orders.importer import ImportFailed, OrderImporter
from orders.models import Position


class ImportView(APIView):
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    def post(self, request):
        upload = request.data.get("order")
        if upload is None or upload.size > 512_000:
            return Response({"order": "missing or too large"}, status=status.HTTP_400_BAD_REQUEST)
        try:
            found = list(islice(OrderImporter().positions(upload.read()), 1000))
        except ImportFailed as error:
            return Response({"order": str(error)}, status=status.HTTP_400_BAD_REQUEST)
        Position.objects.bulk_create(
            Position(owner=request.user, article=article[:60], quantity=quantity)
            for article, quantity in found
        )
        return Response({"positions": len(found)}, status=status.HTTP_201_CREATED)
