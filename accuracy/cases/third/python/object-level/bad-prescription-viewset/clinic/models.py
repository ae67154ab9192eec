from django.conf import settings
from django.db import models


class Prescription(models.Model):
    patient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="prescriptions")
    medicine = models.CharField(max_length=120)
    dose = models.CharField(max_length=60)
    issued_at = models.DateTimeField(auto_now_add=True)
