from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .models import Order


@login_required
def latest(request):
    orders = Order.objects.select_related("customer").order_by("-placed_at")[:50]
    rows = []
    for order in orders:
        rows.append({"id": order.pk, "customer": order.customer.name})
    return JsonResponse({"orders": rows})
