"""What lives in memory: a cache, a small collection of documents, a limiter, open sockets."""

import time

from aiohttp import web


class Cache:
    def __init__(self):
        self._entries = {}

    async def remember(self, key, seconds, load):
        entry = self._entries.get(key)
        if entry and entry[0] > time.monotonic():
            return entry[1]
        value = await load()
        self._entries[key] = (time.monotonic() + seconds, value)
        return value

    def forget(self, key):
        self._entries.pop(key, None)


TESTS = {
    "$eq": lambda held, wanted: held == wanted,
    "$ne": lambda held, wanted: held != wanted,
    "$gt": lambda held, wanted: held > wanted,
    "$lt": lambda held, wanted: held < wanted,
    "$in": lambda held, wanted: held in wanted,
}


def matches(document, criteria):
    for key, wanted in criteria.items():
        held = document.get(key)
        if isinstance(wanted, dict):
            if not all(TESTS[name](held, value) for name, value in wanted.items()):
                return False
        elif held != wanted:
            return False
    return True


class Collection:
    def __init__(self):
        self._documents = []

    def insert(self, document):
        self._documents.append(document)

    def find_one(self, criteria):
        for document in self._documents:
            if matches(document, criteria):
                return document
        return None

    def remove(self, criteria):
        self._documents = [document for document in self._documents if not matches(document, criteria)]


class Limiter:
    """A fixed window of one minute."""

    def __init__(self):
        self._counts = {}

    def allow(self, key, most):
        window = int(time.time() // 60)
        seen, count = self._counts.get(key, (window, 0))
        count = count + 1 if seen == window else 1
        self._counts[key] = (window, count)
        return count <= most


class Hub:
    def __init__(self):
        self._sockets = {}

    def add(self, user_id, socket):
        self._sockets.setdefault(user_id, set()).add(socket)

    def discard(self, user_id, socket):
        self._sockets.get(user_id, set()).discard(socket)

    async def push(self, user_id, data):
        for socket in list(self._sockets.get(user_id, ())):
            await socket.send_json(data)

    async def close(self):
        for sockets in self._sockets.values():
            for socket in list(sockets):
                await socket.close()


CACHE = web.AppKey("cache", Cache)
CODES = web.AppKey("codes", Collection)
LIMITS = web.AppKey("limits", Limiter)
HUB = web.AppKey("hub", Hub)
