from django.contrib.auth.models import User
from django.db import models


class Signature(models.Model):
    owner = models.OneToOneField(User, on_delete=models.CASCADE)
    text = models.TextField()
