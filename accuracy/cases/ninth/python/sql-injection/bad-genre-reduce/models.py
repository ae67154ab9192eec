from django.db import models


class Film(models.Model):
    title = models.CharField(max_length=200)
    genre = models.CharField(max_length=40)

    class Meta:
        db_table = "film"
