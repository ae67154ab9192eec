from django.db import models

from sales.managers import SaleQuerySet


class Sale(models.Model):
    region_id = models.IntegerField()
    cents = models.IntegerField()
    sold_at = models.DateTimeField(db_index=True)

    objects = SaleQuerySet.as_manager()
