from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator, URLValidator
from django.db import models


class MemberManager(BaseUserManager):
    def create_user(self, email, password, **fields):
        member = self.model(email=email.lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class Member(AbstractUser):
    username = None
    first_name = None
    last_name = None
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=20, default="member", choices=[("member", "Member"), ("officer", "Officer")])
    phone = models.CharField(max_length=20, blank=True, validators=[RegexValidator(r"^\+?[0-9 -]{6,20}\Z", "Six to twenty digits, spaces and dashes")])
    website = models.URLField(max_length=200, blank=True, validators=[URLValidator(schemes=["https"])])
    bio = models.TextField(max_length=2000, blank=True)
    balance_cents = models.PositiveIntegerField(default=0)
    two_step_nonce = models.CharField(max_length=40, blank=True)
    two_step_last = models.PositiveBigIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = MemberManager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"])]
        constraints = [models.CheckConstraint(condition=models.Q(balance_cents__gte=0), name="member_balance_not_negative")]

    @property
    def is_officer(self):
        return self.role == "officer"

    def __str__(self):
        return self.name


class Transfer(models.Model):
    sender = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sent")
    receiver = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="received")
    cents = models.PositiveIntegerField()
    created = models.DateTimeField(auto_now_add=True)


class Attempt(models.Model):
    """Tries that count against a limit; `key` is a digest."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends = models.FloatField(db_index=True)
