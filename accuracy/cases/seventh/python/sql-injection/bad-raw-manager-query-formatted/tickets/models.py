from django.db import models


class Ticket(models.Model):
    subject = models.CharField(max_length=200)
    priority = models.PositiveSmallIntegerField(default=3)
