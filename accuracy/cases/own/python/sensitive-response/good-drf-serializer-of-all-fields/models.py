from django.db import models


class Turbine(models.Model):
    site = models.CharField(max_length=80)
    secret_key = models.CharField(max_length=80)
