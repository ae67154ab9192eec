import logging

from rest_framework.permissions import BasePermission

from .models import record

log = logging.getLogger("talent")


class _Role(BasePermission):
    roles: tuple[str, ...] = ()

    def has_permission(self, request, view):
        if not request.user.is_authenticated:
            return False
        if request.user.role in self.roles:
            return True
        log.warning("access.denied", extra={"request": request._request.id, "account": str(request.user.pk), "path": request.path})
        record(request.user.pk, "access.denied", request.path[:100])
        return False


class IsAdministrator(_Role):
    roles = ("admin",)


class IsRecruiter(_Role):
    roles = ("recruiter", "admin")
