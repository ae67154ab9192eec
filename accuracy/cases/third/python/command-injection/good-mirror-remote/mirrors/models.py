from django.conf import settings
from django.db import models


class Mirror(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    remote = models.CharField(max_length=400)
    created_at = models.DateTimeField(auto_now_add=True)
