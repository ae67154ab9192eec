from django.conf import settings
from django.db import models


class Organisation(models.Model):
    name = models.CharField(max_length=120, unique=True)
    administrators = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True)

    def __str__(self):
        return self.name
