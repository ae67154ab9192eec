from django.conf import settings
from django.db import models


class Event(models.Model):
    carrier = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    parcel = models.CharField(max_length=30, db_index=True)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
