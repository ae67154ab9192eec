import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())

    def create_user(self, email, password=None, **more):
        user = self.model(email=email.strip().lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    class Role(models.TextChoices):
        HIKER = "hiker"
        RANGER = "ranger"
        WARDEN = "warden"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role, default=Role.HIKER)
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    @property
    def is_staff_member(self):
        return self.role in (self.Role.RANGER, self.Role.WARDEN)


class KeyQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(revoked=False, until__gt=timezone.now(), user__is_active=True)


class ApiKey(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    label = models.CharField(max_length=60)
    key_hash = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    revoked = models.BooleanField(default=False)
    until = models.DateTimeField()

    objects = KeyQuerySet.as_manager()


class Entry(models.Model):
    """What was done, by whom, from where."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    address = models.CharField(max_length=45)
