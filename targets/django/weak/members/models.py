from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models


class Member(AbstractUser):
    role = models.CharField(max_length=20, default="member")
    phone = models.CharField(max_length=60, blank=True, validators=[RegexValidator(r"^(\+?\d+[ -]?)+$", "Digits, spaces and dashes")])
    emergency_phone = models.CharField(max_length=60, blank=True, validators=[RegexValidator(r"^\+?[0-9 -]{6,20}$")])
    website = models.CharField(max_length=200, blank=True)
    bio = models.TextField(blank=True)
    balance_cents = models.IntegerField(default=0)
    suspended = models.BooleanField(default=False)
    reset_code = models.CharField(max_length=10, blank=True)


class Transfer(models.Model):
    sender = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sent")
    receiver = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="received")
    cents = models.IntegerField()
    created = models.DateTimeField(auto_now_add=True)
