from django.conf import settings
from django.db import models
from django.utils.html import escape, linebreaks


class Notice(models.Model):
    title = models.CharField(max_length=120)
    body = models.TextField()
    summary = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    published = models.BooleanField(default=True)
    seen = models.IntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-pk"]

    @property
    def body_html(self):
        """Paragraphs of the plain text; all markup in it is shown as text."""
        return linebreaks(escape(self.body))


class Comment(models.Model):
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
