import math
import threading
import time
from collections import OrderedDict
from typing import NamedTuple

MOST_KEYS = 20_000


class Taken(NamedTuple):
    allowed: bool
    remaining: int
    wait_seconds: int
    reset_seconds: int


class TokenBucket:
    """A bucket a key, refilled evenly; the keys used longest ago are dropped, so that memory is bounded."""

    def __init__(self, per_minute: int, burst: int, clock=time.monotonic):
        self.burst = burst
        self.per_second = per_minute / 60
        self.window_seconds = math.ceil(burst / self.per_second)
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> Taken:
        with self._lock:
            now = self._clock()
            tokens, at = self._buckets.pop(key, (float(self.burst), now))
            tokens = min(float(self.burst), tokens + (now - at) * self.per_second)
            allowed = tokens >= 1
            left = tokens - 1 if allowed else tokens
            self._buckets[key] = (left, now)
            if len(self._buckets) > MOST_KEYS:
                self._buckets.popitem(last=False)
        return Taken(allowed, int(left), 0 if allowed else math.ceil((1 - left) / self.per_second), math.ceil((self.burst - left) / self.per_second))
