from django.db import models


class Venue(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=80)


class Concert(models.Model):
    venue = models.ForeignKey(Venue, on_delete=models.CASCADE)
    cancelled = models.BooleanField(default=False)
