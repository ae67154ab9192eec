import datetime
import random

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class User(AbstractUser):
    theatre = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    credit_limit = models.DecimalField(max_digits=8, decimal_places=2, default=200, blank=True)
    reset_code = models.CharField(max_length=12, blank=True)
    reset_until = models.DateTimeField(null=True, blank=True)

    def start_reset(self):
        self.reset_code = str(random.randint(100000, 999999))
        self.reset_until = timezone.now() + datetime.timedelta(minutes=20)
        self.save(update_fields=["reset_code", "reset_until"])
        return self.reset_code
