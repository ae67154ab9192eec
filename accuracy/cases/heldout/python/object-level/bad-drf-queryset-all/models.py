from django.conf import settings
from django.db import models


class Prescription(models.Model):
    patient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    drug = models.CharField(max_length=80)
