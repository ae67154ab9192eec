from django.conf import settings
from django.db import models


class Application(models.Model):
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="applications")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField()
    state = models.CharField(max_length=12, default="open")

    class Meta:
        permissions = [("approve_application", "May approve"), ("reject_application", "May reject")]

    def close(self, state: str, by) -> None:
        self.state, self.closed_by = state, by
        self.save(update_fields=["state", "closed_by"])

    def pay_out(self) -> None:
        self.payments.create(reference=f"grant-{self.pk}")
