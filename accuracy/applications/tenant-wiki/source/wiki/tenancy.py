from contextvars import ContextVar

from django.conf import settings
from django.db import models
from django.http import JsonResponse

_current: ContextVar[int | None] = ContextVar("tenant", default=None)
OPEN_PATHS = frozenset({"/healthz"})


class NoTenant(RuntimeError):
    pass


def current_tenant_id() -> int:
    tenant_id = _current.get()
    if tenant_id is None:
        raise NoTenant("a tenant-scoped query ran outside of a tenant")
    return tenant_id


class BodyLimitMiddleware:
    """DRF parses the stream itself, so the limit of Django is applied here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return JsonResponse({"detail": "The request is too large."}, status=413)
        return self.get_response(request)


class TenantMiddleware:
    """Binds the request to the tenant its host name stands for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        from .models import Tenant

        if request.path in OPEN_PATHS:
            return self.get_response(request)
        slug = request.get_host().split(":")[0].split(".")[0]
        tenant = Tenant.objects.filter(slug=slug, active=True).first()
        if tenant is None:
            return JsonResponse({"detail": "Unknown workspace."}, status=404)
        request.tenant = tenant
        token = _current.set(tenant.pk)
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)


class TenantManager(models.Manager):
    """The default manager: fails when no tenant is bound instead of showing all rows."""

    def get_queryset(self):
        return super().get_queryset().filter(tenant_id=current_tenant_id())

    def create(self, **fields):
        return super().create(**fields, tenant_id=current_tenant_id())
