import time

from django.db import transaction
from django.db.models import F

from core.models import Attempt
from core.problems import TryLater

from .sessions import digest_of

PER_ADDRESS = (5, 60)
PER_ACCOUNT = (50, 15 * 60)


@transaction.atomic
def _count(key: str, most: int, window: int) -> float:
    """Seconds to wait, or 0 when the attempt was counted."""
    now = time.time()
    attempt = Attempt.objects.filter(key=key, ends__gt=now).first()
    if attempt is not None and attempt.count >= most:
        return attempt.ends - now
    Attempt.objects.update_or_create(key=key, defaults={"count": (attempt.count if attempt else 0) + 1, "ends": attempt.ends if attempt else now + window})
    return 0


def begin(email: str, address: str) -> None:
    """Counts for the pair of account and address, and more generously for the account, before the password is looked at."""
    for key, (most, window) in _keys(email, address):
        wait = _count(key, most, window)
        if wait > 0:
            raise TryLater(wait=wait)


def forgive(email: str, address: str) -> None:
    for key, _limit in _keys(email, address):
        Attempt.objects.filter(key=key, count__gt=0).update(count=F("count") - 1)


def _keys(email: str, address: str):
    return [(digest_of(f"{email}\n{address}"), PER_ADDRESS), (digest_of(email), PER_ACCOUNT)]
