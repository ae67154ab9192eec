from django.conf import settings
from django.db import models


class Prop(models.Model):
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40, unique=True)
    story = models.TextField(blank=True)
    period = models.CharField(max_length=60, blank=True)
    day_price = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="props")
    picture = models.CharField(max_length=200, blank=True)


class Hire(models.Model):
    STATES = [("asked", "asked"), ("approved", "approved"), ("out", "out"), ("back", "back"), ("cancelled", "cancelled")]

    prop = models.ForeignKey(Prop, on_delete=models.PROTECT)
    hirer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    starts = models.DateField()
    days = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=12, choices=STATES, default="asked")
    remark = models.TextField(blank=True)

    @property
    def total(self):
        return self.days * self.prop.day_price
