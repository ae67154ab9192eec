from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from .models import Application, Organisation, Round, User


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    ordering = ["email"]
    list_display = ["email", "role", "organisation", "is_active"]
    search_fields = ["email"]
    list_select_related = ["organisation"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        ("Role", {"fields": ["role", "organisation", "is_active", "is_staff", "is_superuser", "groups"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "role", "organisation", "usable_password", "password1", "password2"]})]

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ["title", "organisation", "round", "state", "amount"]
    list_filter = ["state", "round"]
    list_select_related = ["organisation", "round"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.register([Organisation, Round])
