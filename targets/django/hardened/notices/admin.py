from django.contrib import admin

from .models import Notice


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    list_display = ["title", "published", "created"]
    list_per_page = 50
    fields = ["title", "body", "published"]
