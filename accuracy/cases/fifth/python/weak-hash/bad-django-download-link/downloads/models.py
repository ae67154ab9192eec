from django.db import models


class Download(models.Model):
    title = models.CharField(max_length=120)
    content = models.FileField(upload_to="downloads/")
