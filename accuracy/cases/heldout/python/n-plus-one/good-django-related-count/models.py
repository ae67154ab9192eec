from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=80)


class Track(models.Model):
    album = models.ForeignKey(Album, related_name="tracks", on_delete=models.CASCADE)
    title = models.CharField(max_length=80)
