from django.conf import settings
from django.db import models


class Singer(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    voice = models.CharField(max_length=10, default="alto")
    phone = models.CharField(max_length=30, blank=True)
    about = models.TextField(blank=True)
    is_librarian = models.BooleanField(default=False)
    fee_paid = models.BooleanField(default=False)


class Score(models.Model):
    title = models.CharField(max_length=200)
    composer = models.CharField(max_length=120, db_index=True)
    copies = models.PositiveIntegerField(default=0)
    remarks = models.TextField(blank=True)
    sheet = models.FileField(upload_to="sheets", blank=True)


class Rehearsal(models.Model):
    starts_at = models.DateTimeField(db_index=True)
    place = models.CharField(max_length=120)
    leader = models.ForeignKey(Singer, on_delete=models.PROTECT)


class Loan(models.Model):
    score = models.ForeignKey(Score, on_delete=models.CASCADE)
    singer = models.ForeignKey(Singer, on_delete=models.CASCADE)
    returned = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)


class Concert(models.Model):
    title = models.CharField(max_length=200)
    seats_left = models.PositiveIntegerField(default=0)
    price_cents = models.PositiveIntegerField(default=1200)


class Ticket(models.Model):
    concert = models.ForeignKey(Concert, on_delete=models.CASCADE)
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    paid_cents = models.PositiveIntegerField(default=0)
    settled = models.BooleanField(default=False)
    code = models.CharField(max_length=32)


class Invoice(models.Model):
    singer = models.ForeignKey(Singer, on_delete=models.CASCADE)
    amount_cents = models.PositiveIntegerField()
    text = models.TextField()
