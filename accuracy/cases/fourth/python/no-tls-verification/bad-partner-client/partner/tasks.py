from celery import shared_task

from .client import PartnerClient
from .models import Product


@shared_task
def refresh_stock(product_id: int) -> None:
    product = Product.objects.get(pk=product_id)
    product.stock = PartnerClient().stock(product.sku)
    product.save(update_fields=["stock"])
