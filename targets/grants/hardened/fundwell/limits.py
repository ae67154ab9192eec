"""Sliding windows in memory; one process serves the office."""
import threading
import time
from collections import OrderedDict, deque

from flask import request

from .errors import Problem

MAX_KEYS = 20_000


class Window:
    def __init__(self, name, limit, seconds):
        self.name, self.limit, self.seconds = name, limit, seconds
        self._hits = OrderedDict()
        self._lock = threading.Lock()

    def _queue(self, key, moment):
        queue = self._hits.pop(key, None) or deque()
        while queue and queue[0] <= moment - self.seconds:
            queue.popleft()
        self._hits[key] = queue
        while len(self._hits) > MAX_KEYS:
            self._hits.popitem(last=False)
        return queue

    def full(self, key):
        with self._lock:
            return len(self._queue(key, time.monotonic())) >= self.limit

    def hit(self, key):
        with self._lock:
            queue = self._queue(key, time.monotonic())
            if len(queue) >= self.limit:
                raise Problem(429, "Too many requests, please wait", retry_after=self.seconds)
            queue.append(time.monotonic())

    def clear(self, key):
        with self._lock:
            self._hits.pop(key, None)


login_failures = Window("login", 8, 300)
login_sources = Window("login-source", 120, 300)
registrations = Window("register", 60, 3600)
resets = Window("reset", 12, 600)
everything = Window("general", 1200, 60)
reset_tries = Window("reset-tries", 15, 600)


def client_ip():
    return request.remote_addr


def general():
    if request.path != "/healthz":
        everything.hit(client_ip())
