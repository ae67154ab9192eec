from django.conf import settings
from django.db import models


class Position(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    article = models.CharField(max_length=60)
    quantity = models.DecimalField(max_digits=10, decimal_places=3)
