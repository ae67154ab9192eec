from django.conf import settings
from django.db import models


class Entry(models.Model):
    subject = models.CharField(max_length=80, db_index=True)
    action = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)
