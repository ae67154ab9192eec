from django.conf import settings
from django.db import models


class OwnedModel(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Prescription(OwnedModel):
    drug = models.CharField(max_length=120)
    dose_mg = models.PositiveIntegerField()
    note = models.TextField(blank=True)
