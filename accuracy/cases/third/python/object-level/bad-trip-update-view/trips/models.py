from django.conf import settings
from django.db import models


class Trip(models.Model):
    traveller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()
