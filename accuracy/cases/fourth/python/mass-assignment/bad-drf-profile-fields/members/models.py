from django.conf import settings
from django.db import models


class Member(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    display_name = models.CharField(max_length=60)
    city = models.CharField(max_length=60, blank=True)
    is_moderator = models.BooleanField(default=False)
    credit_cents = models.IntegerField(default=0)
