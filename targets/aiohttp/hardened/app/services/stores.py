"""What lives in memory: a bounded cache and the open sockets."""

import asyncio
import time
from collections import OrderedDict

from aiohttp import web


class Cache:
    """At most so many entries, the oldest go first; of callers who miss at once only one computes."""

    def __init__(self, most):
        self._most = most
        self._entries = OrderedDict()
        self._pending = {}

    def _fresh(self, key):
        entry = self._entries.get(key)
        return entry if entry and entry[0] > time.monotonic() else None

    async def remember(self, key, seconds, load):
        entry = self._fresh(key)
        if entry:
            return entry[1]
        lock = self._pending.setdefault(key, asyncio.Lock())
        async with lock:
            entry = self._fresh(key)
            if entry:
                return entry[1]
            try:
                value = await load()
            finally:
                self._pending.pop(key, None)
            self._entries[key] = (time.monotonic() + seconds, value)
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
            return value

    def forget(self, *keys):
        for key in keys:
            self._entries.pop(key, None)


class Hub:
    MOST = 5

    def __init__(self):
        self._sockets = {}

    def add(self, user_id, session_id, socket):
        mine = self._sockets.setdefault(user_id, {})
        if len(mine) >= self.MOST:
            return False
        mine[socket] = session_id
        return True

    def discard(self, user_id, socket):
        mine = self._sockets.get(user_id, {})
        mine.pop(socket, None)
        if not mine:
            self._sockets.pop(user_id, None)

    async def push(self, user_id, data, still_valid):
        for socket, session_id in list(self._sockets.get(user_id, {}).items()):
            if socket.closed:
                continue
            if await still_valid(user_id, session_id):
                await socket.send_json(data)
            else:
                await socket.close(code=4401)

    async def close(self):
        for mine in list(self._sockets.values()):
            for socket in list(mine):
                await socket.close(code=1001)


CACHE = web.AppKey("cache", Cache)
HUB = web.AppKey("hub", Hub)
