from django.contrib.auth.models import AbstractUser
from django.db import models


class Employee(AbstractUser):
    phone = models.CharField(max_length=20)
    salary = models.DecimalField(max_digits=9, decimal_places=2)
