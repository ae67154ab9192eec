from django.conf import settings

from .models import Entry


def address_of(request):
    """The address that the outermost proxy of ours has seen."""
    if settings.PROXIES:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(chain) >= settings.PROXIES:
            return chain[-settings.PROXIES][:45]
    return request.META.get("REMOTE_ADDR", "")


def record(request, action, subject="", user=None):
    """To be called inside the transaction that it tells of."""
    actor = user or (request.user if request.user.is_authenticated else None)
    Entry.objects.create(user=actor, action=action, subject=str(subject)[:80], address=address_of(request))
