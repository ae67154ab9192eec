from django.db import models


class Voucher(models.Model):
    code = models.CharField(max_length=16, unique=True)
    percent = models.PositiveSmallIntegerField()
    withdrawn = models.BooleanField(default=False)
