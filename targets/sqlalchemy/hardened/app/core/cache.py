"""Small cache with an end for each entry and a bound for all of them."""
from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any, Awaitable, Callable


class Cache:
    def __init__(self, size: int = 500):
        self.size = size
        self._entries: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    async def remember(self, key: str, seconds: int, make: Callable[[], Awaitable[Any]]) -> Any:
        entry = self._entries.get(key)
        if entry and entry[0] > time.monotonic():
            self._entries.move_to_end(key)
            return entry[1]
        value = await make()
        self._entries[key] = (time.monotonic() + seconds, value)
        while len(self._entries) > self.size:
            self._entries.popitem(last=False)
        return value


reports = Cache()
