from django.conf import settings
from django.db import models
from django.utils.html import escape, linebreaks


class Notice(models.Model):
    title = models.CharField(max_length=120)
    body = models.TextField(max_length=10_000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    published = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["published", "-created"])]

    @property
    def body_html(self):
        """Paragraphs of the plain text; all markup in it is shown as text."""
        return linebreaks(escape(self.body))


class Reading(models.Model):
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "member"], name="one_reading_a_member")]


class Comment(models.Model):
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.TextField(max_length=2000)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
