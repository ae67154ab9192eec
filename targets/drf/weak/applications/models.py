from django.conf import settings
from django.db import models

from jobs.models import Job


class Application(models.Model):
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="applications")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="applications")
    cover_letter = models.TextField(blank=True)
    status = models.CharField(max_length=20, default="new")
    score = models.IntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)


class Note(models.Model):
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    text = models.TextField()
    private = models.BooleanField(default=True)


class Document(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    file = models.FileField(upload_to="cv/")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100, blank=True)


class InterviewSlot(models.Model):
    starts = models.DateTimeField()
    seats = models.IntegerField(default=1)


class Booking(models.Model):
    slot = models.ForeignKey(InterviewSlot, on_delete=models.CASCADE, related_name="bookings")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
