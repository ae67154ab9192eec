from django.contrib import admin

from .models import Boat, Booking, Invoice, Voucher

for model in (Boat, Booking, Invoice, Voucher):
    admin.site.register(model)
