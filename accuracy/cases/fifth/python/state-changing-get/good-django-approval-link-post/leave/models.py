from django.conf import settings
from django.db import models


class LeaveRequest(models.Model):
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leave")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    approved = models.BooleanField(default=False)

    def approve(self):
        self.approved = True
        self.save(update_fields=["approved"])
