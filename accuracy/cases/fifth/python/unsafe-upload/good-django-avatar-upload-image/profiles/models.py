from django.conf import settings
from django.db import models


class Profile(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    avatar_url = models.CharField(max_length=200, blank=True)
    biography = models.TextField(blank=True, max_length=1000)
