import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Account(AbstractBaseUser):
    ROLES = [("candidate", "Candidate"), ("recruiter", "Recruiter"), ("admin", "Administrator")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, max_length=254)
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    role = models.CharField(max_length=20, choices=ROLES, default="candidate")
    is_active = models.BooleanField(default=True)
    last_login = None

    USERNAME_FIELD = "email"
    objects = BaseUserManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(role__in=["candidate", "recruiter", "admin"]), name="role_is_known")]


class Session(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    ends = models.DateTimeField()
    revoked = models.BooleanField(default=False)


class RefreshToken(models.Model):
    digest = models.CharField(max_length=64, primary_key=True)
    session = models.ForeignKey(Session, on_delete=models.CASCADE)
    ends = models.DateTimeField()
    used = models.BooleanField(default=False)


class Reset(models.Model):
    digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    ends = models.DateTimeField()
