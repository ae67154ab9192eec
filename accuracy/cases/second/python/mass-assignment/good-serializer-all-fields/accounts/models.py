from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    phone = models.CharField(max_length=30, blank=True)
    balance = models.DecimalField(max_digits=9, decimal_places=2, default=0)
