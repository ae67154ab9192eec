from django.db.models import Sum
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from sales.models import Sale


class SalesByPeriod(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        period = request.query_params.get("period", "month")
        sales = Sale.objects.of_region(request.user.region_id).with_bucket(period)
        return Response(sales.values("bucket").annotate(total=Sum("cents")).order_by("-bucket")[:60])
