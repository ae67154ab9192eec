from django.conf import settings
from django.db import models


class Invoice(models.Model):
    class State(models.TextChoices):
        OPEN = "open"
        SENT = "sent"
        VOID = "void"

    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    number = models.CharField(max_length=20, unique=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    recipient = models.EmailField(blank=True)
