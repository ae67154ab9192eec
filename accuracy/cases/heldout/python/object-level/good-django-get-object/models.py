from django.conf import settings
from django.db import models


class Reservation(models.Model):
    guest = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)
    note = models.TextField(blank=True)
