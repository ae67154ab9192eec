from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import JsonResponse
from django.views import View

from sales.export import recent_orders


class RecentOrders(PermissionRequiredMixin, View):
    permission_required = "sales.view_order"

    def get(self, request):
        return JsonResponse({"orders": recent_orders(limit=100)})
