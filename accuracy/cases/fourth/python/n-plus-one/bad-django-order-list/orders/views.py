from django.contrib.admin.views.decorators import staff_member_required
from django.http import JsonResponse

from .models import Order


@staff_member_required
def recent_orders(request):
    orders = Order.objects.order_by("-placed_at")[:100]
    rows = []
    for order in orders:
        rows.append({"number": order.number, "customer": order.customer.name})
    return JsonResponse({"orders": rows})
