"""What a role may do, and the mixin that asks for it."""

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import ImproperlyConfigured

from .models import Role

_VISITOR = frozenset({"specimen.read", "loan.read", "loan.ask"})
_CURATOR = _VISITOR | {"specimen.write", "specimen.export"}
_REGISTRAR = _CURATOR | {"loan.decide", "loan.share"}
_DIRECTOR = _REGISTRAR | {"people.write", "webhook.write", "audit.read"}
CAPABILITIES = {Role.VISITOR: _VISITOR, Role.CURATOR: _CURATOR, Role.REGISTRAR: _REGISTRAR, Role.DIRECTOR: _DIRECTOR}


def may(person, capability: str) -> bool:
    return person.is_authenticated and person.is_active and capability in CAPABILITIES.get(person.role, frozenset())


class Needs(AccessMixin):
    capability: str
    raise_exception = False

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "as_view") and not getattr(cls, "capability", None):
            raise ImproperlyConfigured(f"{cls.__name__} names no capability")

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, self.capability):
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)


class OwnRows:
    """Generic views over rows of the person's own institution."""

    def get_queryset(self):
        return super().get_queryset().of(self.request.user)
