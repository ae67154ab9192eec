from collections import deque

_buffer = deque(maxlen=1000)


def record(sample):
    _buffer.append(sample)


def recent_samples(limit):
    return list(_buffer)[-limit:]
