import time
from collections import defaultdict, deque

_attempts = defaultdict(lambda: deque(maxlen=10))


def note(address):
    _attempts[address].append(time.monotonic())


def too_many(address):
    seen = _attempts[address]
    return len(seen) == 10 and time.monotonic() - seen[0] < 60
