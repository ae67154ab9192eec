import redis
from flask import Flask, request

from pages import render_page

app = Flask(__name__)
cache = redis.Redis(host="cache.internal", socket_timeout=2)


@app.get("/pages/<slug>")
def page(slug):
    key = f"page:{slug}"
    hit = cache.get(key)
    if hit is not None:
        return hit.decode()
    body = render_page(slug)
    cache.set(key, body)
    return body
