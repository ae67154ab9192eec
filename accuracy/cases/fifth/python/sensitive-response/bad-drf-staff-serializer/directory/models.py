from django.contrib.auth.models import AbstractUser
from django.db import models


class Employee(AbstractUser):
    extension = models.CharField(max_length=8, blank=True)
    department = models.CharField(max_length=60, blank=True)
    totp_secret = models.CharField(max_length=64, blank=True)
    salary_band = models.CharField(max_length=4, blank=True)
