import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """The proxy appends the peer it saw; only that last entry is its word."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return forwarded.rsplit(",", 1)[-1].strip() or request.META["REMOTE_ADDR"]


@dataclass(frozen=True)
class Fence:
    name: str
    limit: int
    seconds: int

    def _key(self, subject: str) -> str:
        return f"fence:{self.name}:{hashlib.sha1(subject.encode(), usedforsecurity=False).hexdigest()}"

    def admits(self, subject: str) -> bool:
        key = self._key(subject)
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.limit
        except ValueError:
            return True

    def forget(self, subject: str) -> None:
        cache.delete(self._key(subject))
