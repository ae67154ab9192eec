from django.contrib import admin

from .models import Boat, Voucher


@admin.register(Boat)
class BoatAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "berth", "price_cents"]
    list_per_page = 50
    fields = ["name", "kind", "berth", "description", "price_cents"]


@admin.register(Voucher)
class VoucherAdmin(admin.ModelAdmin):
    list_display = ["code", "value_cents", "uses_left"]
    list_per_page = 50
    fields = ["code", "value_cents", "uses_left"]
