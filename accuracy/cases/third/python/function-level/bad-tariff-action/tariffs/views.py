from decimal import Decimal

from django.db.models import F
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response

from tariffs.models import Tariff


class TariffSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tariff
        fields = ["id", "name", "price"]


class FactorSerializer(serializers.Serializer):
    factor = serializers.DecimalField(max_digits=4, decimal_places=2, min_value=Decimal("0.5"), max_value=2)


class TariffViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Tariff.objects.order_by("name")
    serializer_class = TariffSerializer
    permission_classes = [IsAuthenticated]

    def get_permissions(self):
        if self.action == "archive":
            return [IsAdminUser()]
        return super().get_permissions()

    @action(detail=True, methods=["post"])
    def archive(self, request, pk=None):
        Tariff.objects.filter(pk=pk).update(archived=True)
        return Response(status=204)

    @action(detail=False, methods=["post"])
    def scale_prices(self, request):
        form = FactorSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        changed = Tariff.objects.update(price=F("price") * form.validated_data["factor"])
        return Response({"changed": changed})
