from django.conf import settings
from django.db import models


class Seller(models.Model):
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    shop_name = models.CharField(max_length=80)
    description = models.TextField(blank=True)
    commission = models.DecimalField(max_digits=4, decimal_places=2, default=12)
    is_verified = models.BooleanField(default=False)
