from django.contrib import admin

from .models import Member


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "role", "is_active"]
    list_per_page = 50
    search_fields = ["name", "email"]
    fields = ["name", "email", "role", "is_active"]
    readonly_fields = ["email"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
