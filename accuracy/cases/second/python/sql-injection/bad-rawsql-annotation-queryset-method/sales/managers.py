from django.db import models
from django.db.models.expressions import RawSQL


class SaleQuerySet(models.QuerySet):
    def of_region(self, region_id: int):
        return self.filter(region_id=region_id)

    def with_bucket(self, period: str):
        return self.annotate(bucket=RawSQL(f"date_trunc('{period}', sold_at)", ()))
