from django.db import models


class Application(models.Model):
    name = models.CharField(max_length=80)
    reason = models.TextField()
    approved = models.BooleanField(default=False)
