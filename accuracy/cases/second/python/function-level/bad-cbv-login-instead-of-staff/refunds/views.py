from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View

from orders.models import Order


class AdminRefundView(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request, order_id: int):
        order = get_object_or_404(Order, pk=order_id)
        order.refund(by=request.user)
        return JsonResponse({"order": order.pk, "state": order.state})
