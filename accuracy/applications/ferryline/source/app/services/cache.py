import json
from functools import wraps

from ..db import redis


def cached(seconds: int):
    """Keeps the JSON answer of a list handler for a short time."""

    def decorate(handler):
        @wraps(handler)
        async def wrapper(**kwargs):
            key = f"answer:{handler.__name__}:{kwargs.get('offset', 0)}:{kwargs.get('limit', 20)}"
            hit = await redis.get(key)
            if hit is not None:
                return json.loads(hit)
            value = await handler(**kwargs)
            await redis.set(key, json.dumps(value), ex=seconds)
            return value

        return wrapper

    return decorate
