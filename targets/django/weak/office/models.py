from django.conf import settings
from django.db import models


class Document(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=120)
    file = models.FileField(upload_to="documents")
    content_type = models.CharField(max_length=100, default="application/octet-stream")
    created = models.DateTimeField(auto_now_add=True)
