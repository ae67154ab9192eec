from django.db import models


class Review(models.Model):
    author = models.CharField(max_length=60)
    text = models.TextField()
