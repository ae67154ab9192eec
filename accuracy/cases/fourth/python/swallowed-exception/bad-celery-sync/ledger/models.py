from django.db import models


class Booking(models.Model):
    cents = models.IntegerField()
    synced = models.BooleanField(default=False)
