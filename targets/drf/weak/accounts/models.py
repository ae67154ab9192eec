from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    ROLES = [("candidate", "Candidate"), ("recruiter", "Recruiter"), ("admin", "Administrator")]

    role = models.CharField(max_length=20, choices=ROLES, default="candidate")
    phone = models.CharField(max_length=40, blank=True)
    reset_code = models.CharField(max_length=10, blank=True)
    blocked = models.BooleanField(default=False)
