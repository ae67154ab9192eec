from django.conf import settings
from django.db import models
from django.utils.html import format_html


class Comment(models.Model):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    body = models.TextField(max_length=2000)
    created = models.DateTimeField(auto_now_add=True)

    def as_html(self):
        return format_html("<blockquote>{}</blockquote>", self.body)
