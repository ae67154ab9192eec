from django.db import models


class Feeder(models.Model):
    label = models.CharField(max_length=60)
    battery = models.IntegerField(default=100)
    api_token = models.CharField(max_length=64)
