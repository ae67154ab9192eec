from rest_framework.permissions import IsAuthenticated


class IsFinance(IsAuthenticated):
    def has_permission(self, request, view):
        return super().has_permission(request, view) and (
            request.user.groups.filter(name="finance").exists()
        )
