from django.contrib.auth.models import User
from django.db import models


class Reader(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE)
    about = models.TextField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    librarian = models.BooleanField(default=False)
    fee_paid = models.BooleanField(default=False)
    reset_code = models.CharField(max_length=12, blank=True)


class Group(models.Model):
    name = models.CharField(max_length=80)
    motto = models.CharField(max_length=200, blank=True)
    members = models.ManyToManyField(User, related_name="reading_groups", blank=True)


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=120)
    isbn = models.CharField(max_length=20, blank=True)
    year = models.IntegerField(default=2000)
    summary = models.TextField(blank=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    cover = models.FileField(upload_to="covers/", blank=True)


class Review(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="reviews")
    writer = models.ForeignKey(User, on_delete=models.CASCADE)
    body = models.TextField()
    stars = models.IntegerField(default=3)


class Diary(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    book = models.ForeignKey(Book, on_delete=models.CASCADE)
    body = models.TextField()
