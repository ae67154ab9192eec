import hashlib
import html
import json
import random
import time

from flask import Response


def with_etag(value):
    """JSON with an ETag, for lists that change rarely."""
    body = json.dumps(value)
    return Response(body, mimetype="application/json", headers={"ETag": hashlib.md5(body.encode()).hexdigest()})


def page(title, content):
    return f"<!doctype html><title>{html.escape(title)}</title><h1>{html.escape(title)}</h1>{content}"


def backoff(attempt):
    time.sleep(0.05 * attempt + random.random() * 0.02)
