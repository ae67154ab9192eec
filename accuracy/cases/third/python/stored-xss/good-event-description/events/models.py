from django.conf import settings
from django.db import models
from django.utils.safestring import mark_safe

from events.markup import clean_markup


class Event(models.Model):
    organiser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)

    def save(self, *args, **kwargs):
        self.description = clean_markup(self.description.strip())
        super().save(*args, **kwargs)

    @property
    def description_html(self):
        return mark_safe(self.description)
