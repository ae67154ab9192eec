from django.conf import settings
from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=30, db_index=True)
    berth = models.CharField(max_length=20, blank=True)
    description = models.TextField(max_length=2000, blank=True)
    price_cents = models.PositiveIntegerField(default=4000)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Booking(models.Model):
    boat = models.ForeignKey(Boat, on_delete=models.PROTECT)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    day = models.DateField()
    status = models.CharField(max_length=20, default="requested", choices=[(name, name) for name in ("requested", "confirmed", "cancelled")])
    price_cents = models.PositiveIntegerField()
    note = models.TextField(max_length=500, blank=True)
    reminded = models.BooleanField(default=False)

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["member", "day"])]
        constraints = [models.UniqueConstraint(fields=["boat", "day"], condition=~models.Q(status="cancelled"), name="one_booking_a_day")]


class Invoice(models.Model):
    number = models.CharField(max_length=20, unique=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    booking = models.OneToOneField(Booking, null=True, on_delete=models.SET_NULL)
    amount_cents = models.PositiveIntegerField()
    paid = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]


class Voucher(models.Model):
    code = models.CharField(max_length=20, unique=True)
    value_cents = models.PositiveIntegerField()
    uses_left = models.PositiveIntegerField(default=1)


class Redemption(models.Model):
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voucher", "member"], name="one_redemption_a_member")]
