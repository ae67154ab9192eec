from django.conf import settings
from django.db import models

from .codes import invitation_code


class Team(models.Model):
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="teams")


class Invitation(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    code = models.CharField(max_length=10, unique=True, default=invitation_code)
    used = models.BooleanField(default=False)
