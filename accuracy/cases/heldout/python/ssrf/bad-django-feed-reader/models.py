from django.db import models


class Feed(models.Model):
    """Feeds are entered by the editors in the admin."""

    title = models.CharField(max_length=80)
    url = models.URLField()
