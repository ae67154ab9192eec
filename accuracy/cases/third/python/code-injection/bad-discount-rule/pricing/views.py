from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from pricing.rules import RuleError, evaluate


class TrialSerializer(serializers.Serializer):
    rule = serializers.CharField(max_length=200)
    quantity = serializers.IntegerField(min_value=1)
    price = serializers.DecimalField(max_digits=9, decimal_places=2)


class RuleTrialView(APIView):
    """Shows a merchant what a discount rule would give."""

    permission_classes = [IsAuthenticated]

    def post(self, request):
        form = TrialSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        rule = form.validated_data["rule"]
        names = {"quantity": form.validated_data["quantity"], "price": float(form.validated_data["price"])}
        try:
            return Response({"discount": evaluate(rule, names)})
        except RuleError as error:
            raise serializers.ValidationError({"rule": str(error)})
