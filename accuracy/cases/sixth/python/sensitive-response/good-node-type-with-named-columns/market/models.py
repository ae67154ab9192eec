from django.db import models


class Seller(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    tax_number = models.CharField(max_length=30)
    payout_iban = models.CharField(max_length=34)
    webhook_secret = models.CharField(max_length=64)


class Offer(models.Model):
    seller = models.ForeignKey(Seller, related_name="+", on_delete=models.CASCADE)
    title = models.CharField(max_length=120)
    price = models.DecimalField(max_digits=8, decimal_places=2)
