from django.conf import settings
from django.db import models


class Feed(models.Model):
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    address = models.CharField(max_length=300)
    title = models.CharField(max_length=200, blank=True)
