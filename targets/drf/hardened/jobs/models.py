import uuid

from django.conf import settings
from django.db import models


class Job(models.Model):
    STATUSES = [("draft", "Draft"), ("published", "Published")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=120)
    department = models.CharField(max_length=60)
    description = models.TextField(max_length=4000, blank=True)
    status = models.CharField(max_length=20, choices=STATUSES, default="draft")
    views = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs", null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["status", "title"]), models.Index(fields=["status", "department"])]
