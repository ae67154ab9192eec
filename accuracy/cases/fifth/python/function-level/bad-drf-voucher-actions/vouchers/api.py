import secrets

from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response

from .models import Voucher


class VoucherSerializer(serializers.ModelSerializer):
    class Meta:
        model = Voucher
        fields = ["id", "code", "percent"]


class IssueSerializer(serializers.Serializer):
    percent = serializers.IntegerField(min_value=1, max_value=100)
    count = serializers.IntegerField(min_value=1, max_value=500)


class VoucherViewSet(viewsets.GenericViewSet):
    queryset = Voucher.objects.filter(withdrawn=False)
    serializer_class = VoucherSerializer
    permission_classes = [IsAuthenticated]

    @action(detail=True, methods=["post"], permission_classes=[IsAdminUser])
    def withdraw(self, request, pk=None):
        Voucher.objects.filter(pk=pk).update(withdrawn=True)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @action(detail=False, methods=["post"])
    def issue(self, request):
        wanted = IssueSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        rows = Voucher.objects.bulk_create(
            Voucher(code=secrets.token_hex(8), percent=wanted.validated_data["percent"])
            for _ in range(wanted.validated_data["count"])
        )
        return Response(self.get_serializer(rows, many=True).data, status=status.HTTP_201_CREATED)
