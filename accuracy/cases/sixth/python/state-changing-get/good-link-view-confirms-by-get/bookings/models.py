from django.conf import settings
from django.db import models


class Booking(models.Model):
    class State(models.TextChoices):
        ACTIVE = "active"
        CANCELLED = "cancelled"

    guest = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    room = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)

    def cancel(self):
        self.state = self.State.CANCELLED
        self.save(update_fields=["state"])
