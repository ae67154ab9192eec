from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from importer.models import Import
from importer.tasks import clone_repository


class ImportRequest(serializers.Serializer):
    address = serializers.CharField(max_length=400)


class ImportView(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        body = ImportRequest(data=request.data)
        body.is_valid(raise_exception=True)
        record = Import.objects.create(owner=request.user)
        clone_repository.delay(record.pk, body.validated_data["address"])
        return Response({"id": record.pk}, status=status.HTTP_202_ACCEPTED)
