from django.conf import settings
from django.db import models


class Document(models.Model):
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="documents")
