from django.db import models


class Locker(models.Model):
    number = models.PositiveIntegerField(unique=True)
    pin = models.CharField(max_length=8)
    open = models.BooleanField(default=False)
