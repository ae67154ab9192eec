"""Counters of requests in a sliding window, kept in the process."""
from __future__ import annotations

import time
from collections import OrderedDict, deque

from fastapi import Request

from app.core.errors import Problem


class Window:
    def __init__(self, limit: int, seconds: int, keys: int = 20_000):
        self.limit, self.seconds, self.keys = limit, seconds, keys
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def _bucket(self, key: str) -> deque[float]:
        now = time.monotonic()
        bucket = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while bucket and bucket[0] <= now - self.seconds:
            bucket.popleft()
        while len(self._seen) > self.keys:
            self._seen.popitem(last=False)
        return bucket

    def blocked(self, key: str) -> bool:
        return len(self._bucket(key)) >= self.limit

    def add(self, key: str) -> None:
        self._bucket(key).append(time.monotonic())

    def forget(self, key: str) -> None:
        self._seen.pop(key, None)

    def remaining(self, key: str) -> int:
        return max(0, self.limit - len(self._bucket(key)))


def client_address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


login_calls = Window(limit=30, seconds=60)
login_failures = Window(limit=8, seconds=600)
register_calls = Window(limit=30, seconds=3600)
reset_calls = Window(limit=12, seconds=600)
refresh_calls = Window(limit=60, seconds=60)


def throttle(window: Window, message: str = "Too many attempts, try again later"):
    """A dependency that counts each call of a route for the caller's address."""

    async def check(request: Request) -> None:
        key = client_address(request)
        if window.blocked(key):
            raise Problem(429, message, {"Retry-After": str(window.seconds)})
        window.add(key)

    return check
