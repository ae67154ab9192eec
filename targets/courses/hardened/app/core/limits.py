import threading
import time
from collections import OrderedDict, deque

from fastapi import HTTPException


class SlidingWindow:
    def __init__(self, allowed: int, seconds: float, size: int = 20000) -> None:
        self.allowed = allowed
        self.seconds = seconds
        self._size = size
        self._hits: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def _recent(self, key: str) -> deque[float]:
        hits = self._hits.setdefault(key, deque())
        self._hits.move_to_end(key)
        while len(self._hits) > self._size:
            self._hits.popitem(last=False)
        limit = time.monotonic() - self.seconds
        while hits and hits[0] < limit:
            hits.popleft()
        return hits

    def take(self, key: str) -> int:
        """Counts one hit. Returns what is left, or -1 when the limit is reached."""
        with self._lock:
            hits = self._recent(key)
            if len(hits) >= self.allowed:
                return -1
            hits.append(time.monotonic())
            return self.allowed - len(hits)

    def give_back(self, key: str) -> None:
        with self._lock:
            hits = self._recent(key)
            if hits:
                hits.pop()

    def require(self, key: str) -> None:
        if self.take(key) < 0:
            raise HTTPException(
                status_code=429,
                detail="Too many requests",
                headers={"Retry-After": str(int(self.seconds))},
            )
