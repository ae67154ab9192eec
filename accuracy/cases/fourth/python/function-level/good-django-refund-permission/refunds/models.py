from django.conf import settings
from django.db import models


class Refund(models.Model):
    status = models.CharField(max_length=20, default="requested")
    cents = models.PositiveIntegerField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [("approve_refund", "Can approve refunds")]
