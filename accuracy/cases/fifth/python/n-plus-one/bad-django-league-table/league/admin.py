from django.contrib import admin

from .models import Coach, Player, Team


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    list_display = ["name", "points"]
    list_select_related = ["coach"]


admin.site.register([Coach, Player])
