from sales.models import Order


def order_row(order: Order) -> dict:
    return {
        "id": order.pk,
        "customer": order.customer.name,
        "quantity": sum(line.quantity for line in order.lines.all()),
    }


def recent_orders(limit: int) -> list[dict]:
    orders = Order.objects.order_by("-placed_at")
    orders = orders.select_related("customer").prefetch_related("lines")
    return [order_row(order) for order in orders[:limit]]
