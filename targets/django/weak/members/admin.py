from django.contrib import admin

from .models import Member, Transfer

admin.site.register(Member)
admin.site.register(Transfer)
