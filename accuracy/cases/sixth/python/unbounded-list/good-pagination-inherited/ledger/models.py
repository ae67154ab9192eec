from django.db import models


class Movement(models.Model):
    account = models.ForeignKey("ledger.Account", related_name="movements", on_delete=models.PROTECT)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    booked_at = models.DateTimeField(db_index=True)
    text = models.CharField(max_length=140)


class Account(models.Model):
    holder = models.ForeignKey("auth.User", on_delete=models.PROTECT)
    iban = models.CharField(max_length=34, unique=True)
