from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View

from orders.models import Order


class AdminRefundView(PermissionRequiredMixin, View):
    permission_required = "orders.refund_any"
    raise_exception = True
    http_method_names = ["post"]

    def post(self, request, order_id: int):
        order = get_object_or_404(Order, pk=order_id)
        order.refund(by=request.user)
        return JsonResponse({"order": order.pk, "state": order.state})
