from django.db import models


class Entry(models.Model):
    author = models.CharField(max_length=60)
    message = models.TextField(max_length=2000)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created"]

    @property
    def message_html(self):
        from django.utils.safestring import mark_safe

        return mark_safe(self.message.replace("\n", "<br>"))
