from rest_framework.permissions import SAFE_METHODS, BasePermission


class Nobody(BasePermission):
    """What is not named in the rules of a view is closed."""

    def has_permission(self, request, view):
        return False


class SignedIn(BasePermission):
    def has_permission(self, request, view):
        return bool(request.user and request.user.is_authenticated and request.user.is_active)


class WithinKey(BasePermission):
    """Keys read; only some may write."""

    def has_permission(self, request, view):
        return request.auth is None or request.method in SAFE_METHODS or request.auth.may_write


class Anyone(BasePermission):
    """Anyone who is signed in: the querysets decide what there is to see."""


class BrowserOnly(BasePermission):
    """Keys do not make keys."""

    def has_permission(self, request, view):
        return request.auth is None


class Ranger(BasePermission):
    def has_permission(self, request, view):
        return request.user.is_staff_member


class Warden(BasePermission):
    def has_permission(self, request, view):
        return request.user.role == request.user.Role.WARDEN


class Holder(BasePermission):
    def has_object_permission(self, request, view, permit):
        return permit.holder_id == request.user.pk


class RuledMixin:
    """Each action of a view has its rule; who is not signed in has none. Some have a rate of their own."""

    rules = {}
    rates = {}

    def get_permissions(self):
        return [SignedIn(), WithinKey(), self.rules.get(self.action, Nobody)()]

    def get_throttles(self):
        self.throttle_scope = self.rates.get(self.action)
        return super().get_throttles()
