import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

MAX_KEYS = 20_000


@dataclass(frozen=True)
class Taken:
    allowed: bool
    remaining: int
    wait_seconds: float
    reset_seconds: float


class TokenBucket:
    """A bucket a key, refilled evenly; the keys used longest ago are dropped, so that memory is bounded."""

    def __init__(self, per_minute: int, burst: int):
        self.burst = min(burst, per_minute)
        self.per_second = per_minute / 60
        self.window_seconds = -int(-self.burst // self.per_second)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str) -> Taken:
        now = time.monotonic()
        with self._lock:
            tokens, at = self._buckets.pop(key, (float(self.burst), now))
            tokens = min(self.burst, tokens + (now - at) * self.per_second)
            allowed = tokens >= 1
            left = tokens - 1 if allowed else tokens
            self._buckets[key] = (left, now)
            if len(self._buckets) > MAX_KEYS:
                self._buckets.popitem(last=False)
        return Taken(allowed, int(left), 0 if allowed else (1 - left) / self.per_second, (self.burst - left) / self.per_second)
