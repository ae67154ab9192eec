from django.conf import settings
from django.db import models


class Segment(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    rule = models.JSONField(default=dict)
    size = models.PositiveIntegerField(default=0)
    refreshed_at = models.DateTimeField(null=True)
