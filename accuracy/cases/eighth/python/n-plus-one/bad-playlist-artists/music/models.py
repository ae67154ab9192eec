from django.db import models


class Artist(models.Model):
    name = models.CharField(max_length=120)


class Track(models.Model):
    title = models.CharField(max_length=120)
    position = models.PositiveIntegerField(db_index=True)
    artist = models.ForeignKey(Artist, on_delete=models.CASCADE)
