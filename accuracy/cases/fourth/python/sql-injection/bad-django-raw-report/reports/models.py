from django.db import models


class Sale(models.Model):
    region = models.CharField(max_length=40, db_index=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    sold_on = models.DateField()

    class Meta:
        db_table = "sales"
