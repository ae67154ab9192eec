import hashlib
import hmac
import time

from django.conf import settings
from django.db import transaction
from django.db.models import F

from .models import Attempt

PER_ADDRESS = (5, 60)
PER_ACCOUNT = (50, 15 * 60)


def _keys(email: str, address: str):
    digest = lambda text: hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()  # noqa: E731
    return [(digest(f"{email}\n{address}"), PER_ADDRESS), (digest(email), PER_ACCOUNT)]


@transaction.atomic
def _count(key: str, most: int, window: int) -> float:
    """Seconds to wait, or 0 when the attempt was counted."""
    now = time.time()
    Attempt.objects.filter(ends__lte=now).delete()
    attempt, _made = Attempt.objects.get_or_create(key=key, defaults={"ends": now + window})
    if attempt.count >= most:
        return max(1.0, attempt.ends - now)
    Attempt.objects.filter(key=key).update(count=F("count") + 1)
    return 0


def begin(email: str, address: str) -> float:
    """Counts for the pair of account and address, and more generously for the account, before the password is looked at.

    What one address is refused does not count for the account, so that no single stranger can lock its owner out.
    """
    for key, (most, window) in _keys(email.strip().lower()[:254], address):
        wait = _count(key, most, window)
        if wait > 0:
            return wait
    return 0


def forgive(email: str, address: str) -> None:
    keys = [key for key, _limit in _keys(email.strip().lower()[:254], address)]
    Attempt.objects.filter(key__in=keys, count__gt=0).update(count=F("count") - 1)
