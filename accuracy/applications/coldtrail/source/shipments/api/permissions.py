"""A view says `needs = {action: duty}`. What it does not say is forbidden."""

from rest_framework.permissions import BasePermission

from ..models import User
from .authentication import SensorPrincipal

RANK = {User.Duty.WATCHER: 0, User.Duty.DISPATCHER: 1, User.Duty.ADMIN: 2}
ANYBODY = "anybody"


def rule_of(request, view) -> str | None:
    needs = getattr(view, "needs", {})
    return needs.get(getattr(view, "action", None) or request.method.lower())


class Declared(BasePermission):
    def has_permission(self, request, view):
        rule = rule_of(request, view)
        if rule == ANYBODY:
            return True
        user = request.user
        if rule is None or not isinstance(user, User) or user.carrier_id is None:
            return False
        return RANK[user.duty] >= RANK[rule]


class IsSensor(BasePermission):
    def has_permission(self, request, view):
        return isinstance(request.user, SensorPrincipal)
