from rest_framework.permissions import BasePermission


class IsPayrollClerk(BasePermission):
    message = "Payroll is for clerks."

    def has_permission(self, request, view) -> bool:
        user = request.user
        return bool(user and user.is_authenticated)
