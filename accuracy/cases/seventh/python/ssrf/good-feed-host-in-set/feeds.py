from typing import NamedTuple
from urllib.parse import urlsplit

import requests
from flask import Flask, jsonify, request

app = Flask(__name__)

HOSTS = frozenset({"news.example", "www.news.example"})


class Feed(NamedTuple):
    title: str
    url: str


def allowed(url):
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.netloc in HOSTS


@app.post("/feeds/preview")
def preview():
    body = request.get_json()
    feed = Feed(**{"title": str(body.get("title", "")), "url": str(body.get("url", ""))})
    if not allowed(feed.url):
        return jsonify(error="this feed cannot be added"), 422

    answer = requests.get(feed.url, timeout=5, allow_redirects=False)
    return jsonify(title=feed.title, status=answer.status_code, size=len(answer.content))
