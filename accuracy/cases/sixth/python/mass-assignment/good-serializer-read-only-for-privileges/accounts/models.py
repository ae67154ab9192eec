from django.contrib.auth.models import AbstractUser
from django.db import models


class Organisation(models.Model):
    name = models.CharField(max_length=100)


class User(AbstractUser):
    class Role(models.TextChoices):
        MEMBER = "member"
        OWNER = "owner"

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    phone = models.CharField(max_length=30, blank=True)
    locale = models.CharField(max_length=8, default="en")
