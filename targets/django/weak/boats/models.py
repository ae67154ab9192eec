from django.conf import settings
from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)
    berth = models.CharField(max_length=20, blank=True)
    description = models.TextField(blank=True)
    price_cents = models.IntegerField(default=4000)
    views = models.IntegerField(default=0)

    def __str__(self):
        return self.name


class Booking(models.Model):
    boat = models.ForeignKey(Boat, on_delete=models.CASCADE)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    day = models.DateField()
    status = models.CharField(max_length=20, default="requested")
    price_cents = models.IntegerField(default=4000)
    note = models.TextField(blank=True)
    reminded = models.BooleanField(default=False)


class Invoice(models.Model):
    number = models.CharField(max_length=20)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    booking = models.ForeignKey(Booking, null=True, on_delete=models.SET_NULL)
    amount_cents = models.IntegerField()
    paid = models.BooleanField(default=False)


class Voucher(models.Model):
    code = models.CharField(max_length=20)
    value_cents = models.IntegerField()
    uses_left = models.IntegerField(default=1)
