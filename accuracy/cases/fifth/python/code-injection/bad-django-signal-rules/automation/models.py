from django.db import models


class Ticket(models.Model):
    title = models.CharField(max_length=200)
    priority = models.IntegerField(default=3)
    queue = models.CharField(max_length=40, default="inbox")


class Rule(models.Model):
    title = models.CharField(max_length=80)
    script = models.TextField()
    enabled = models.BooleanField(default=True)
