from urllib.parse import urlparse

import requests
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
HOSTS = {"images.example.com", "cdn.example.com"}


@app.post("/preview")
def preview():
    url = request.get_json().get("url", "")
    parts = urlparse(url)
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        abort(422)
    response = requests.get(url, timeout=5, allow_redirects=False)
    return jsonify(type=response.headers.get("Content-Type"), size=len(response.content))
