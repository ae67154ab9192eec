from django.conf import settings
from django.db import models


class Ticket(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    subject = models.CharField(max_length=200)
    opened_at = models.DateTimeField(auto_now_add=True)


class Reply(models.Model):
    ticket = models.ForeignKey(Ticket, related_name="replies", on_delete=models.CASCADE)
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
