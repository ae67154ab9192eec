import hashlib
import hmac
import os
import pickle

import redis

KEY = os.environ["CACHE_KEY"].encode()
store = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2)


def _mac(data):
    return hmac.new(KEY, data, hashlib.sha256).digest()


def put(name, value):
    data = pickle.dumps(value)
    store.set(name, _mac(data) + data, ex=300)


def get(name):
    blob = store.get(name)
    if blob is None or not hmac.compare_digest(blob[:32], _mac(blob[32:])):
        return None
    return pickle.loads(blob[32:])
