from django.conf import settings
from django.db import models


class Booking(models.Model):
    guest = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    arrival = models.DateField()
    nights = models.PositiveSmallIntegerField()
    wishes = models.CharField(max_length=300, blank=True)
    price_cents = models.PositiveIntegerField(default=0)
    paid = models.BooleanField(default=False)
