from rest_framework.permissions import SAFE_METHODS, BasePermission

from .models import User


class TenantMember(BasePermission):
    def has_permission(self, request, view):
        return request.user.is_authenticated and request.user.tenant_id == request.tenant.pk


class EditorWrites(TenantMember):
    def has_permission(self, request, view):
        if not super().has_permission(request, view):
            return False
        return request.method in SAFE_METHODS or request.user.role == User.Role.EDITOR
