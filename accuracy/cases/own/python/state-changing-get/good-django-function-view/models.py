from django.conf import settings
from django.db import models


class Watch(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    station = models.CharField(max_length=40)
