from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models


class Theme(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    archive = models.FileField(upload_to="themes/", validators=[FileExtensionValidator(["tgz"])])
    state = models.CharField(max_length=80, default="queued")

    def reject(self, reason: str) -> None:
        self.state = reason
        self.save(update_fields=["state"])

    def mark_installed(self) -> None:
        self.state = "installed"
        self.save(update_fields=["state"])
