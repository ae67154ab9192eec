from django.db import models


class Plant(models.Model):
    name = models.CharField(max_length=60)


class Tool(models.Model):
    name = models.CharField(max_length=60)
