from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    phone = models.CharField(max_length=40, blank=True)
    credit = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    is_manager = models.BooleanField(default=False)


class Stall(models.Model):
    code = models.CharField(max_length=10, unique=True)
    weekly_rent = models.DecimalField(max_digits=7, decimal_places=2)
    open = models.BooleanField(default=True)


class Horse(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="horses")
    stall = models.ForeignKey(Stall, null=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=80)
    passport = models.CharField(max_length=30, unique=True)


class CareNote(models.Model):
    horse = models.ForeignKey(Horse, on_delete=models.CASCADE, related_name="notes")
    body = models.TextField(max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)


class Treatment(models.Model):
    horse = models.ForeignKey(Horse, on_delete=models.CASCADE, related_name="treatments")
    kind = models.CharField(max_length=40)
    given_on = models.DateField(db_index=True)
    details = models.TextField(blank=True)


class Invoice(models.Model):
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invoices")
    total = models.DecimalField(max_digits=9, decimal_places=2)
    paid = models.BooleanField(default=False)
    refunded = models.BooleanField(default=False)


class GateCode(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    code = models.CharField(max_length=12)
