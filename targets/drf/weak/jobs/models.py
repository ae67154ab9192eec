from django.conf import settings
from django.db import models


class Job(models.Model):
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120)
    department = models.CharField(max_length=60, default="Platform")
    description = models.TextField(blank=True)
    status = models.CharField(max_length=20, default="draft")
    salary_max = models.IntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    created = models.DateTimeField(auto_now_add=True)
