from rest_framework import viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAdminUser

from orders.models import Order
from orders.serializers import OrderSerializer


class Pages(PageNumberPagination):
    page_size = 50


class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    permission_classes = [IsAdminUser]
    pagination_class = Pages
    serializer_class = OrderSerializer
    queryset = Order.objects.order_by("-id")
