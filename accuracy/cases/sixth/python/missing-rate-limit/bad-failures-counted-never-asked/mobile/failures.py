import hashlib

from django.core.cache import cache

LIMIT = 10
SECONDS = 900


class Failures:
    def __init__(self, *parts: str) -> None:
        self.key = "failures:" + hashlib.sha256("|".join(parts).encode()).hexdigest()

    def exhausted(self) -> bool:
        return cache.get(self.key, 0) >= LIMIT

    def add(self) -> None:
        cache.add(self.key, 0, SECONDS)
        cache.incr(self.key)

    def clear(self) -> None:
        cache.delete(self.key)
