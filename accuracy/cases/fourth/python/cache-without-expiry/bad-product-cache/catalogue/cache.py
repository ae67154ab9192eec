import json
import os

import redis

client = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2)


def get_page(key):
    raw = client.get(f"page:{key}")
    return json.loads(raw) if raw else None


def put_page(key, rows):
    client.set(f"page:{key}", json.dumps(rows))
