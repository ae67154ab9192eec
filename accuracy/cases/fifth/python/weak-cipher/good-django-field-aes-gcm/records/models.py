from django.db import models

from .fields import EncryptedTextField


class Patient(models.Model):
    chart = models.CharField(max_length=20, unique=True)
    diagnosis = EncryptedTextField(blank=True)
