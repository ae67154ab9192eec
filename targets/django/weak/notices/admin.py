from django.contrib import admin

from .models import Comment, Notice

admin.site.register(Notice)
admin.site.register(Comment)
