import hashlib
from functools import wraps

from flask import request
from redis import Redis

redis = Redis.from_url("redis://cache:6379/1", socket_timeout=1)


def cached(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        key = "page:" + hashlib.sha256(request.full_path.encode()).hexdigest()
        if (found := redis.get(key)) is not None:
            return found.decode()
        page = view(*args, **kwargs)
        redis.set(key, page)
        return page

    return wrapper
