from django.db import models


class Depot(models.Model):
    name = models.CharField(max_length=80)
    postcode = models.CharField(max_length=12)
