from django.conf import settings
from django.db import models


class Paper(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=120)
    name = models.CharField(max_length=240)
    kind = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField(auto_now_add=True)
