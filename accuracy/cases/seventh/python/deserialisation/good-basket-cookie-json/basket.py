import base64
import json
import pickle
import zlib

from flask import Flask, jsonify, request

app = Flask(__name__)


def unpack(raw):
    blob = zlib.decompress(base64.urlsafe_b64decode(raw))
    return json.loads(blob)


def snapshot(items):
    with open("/var/tmp/basket.snapshot", "wb") as out:
        pickle.dump(items, out)


@app.get("/basket")
def basket():
    raw = request.cookies.get("basket")
    if raw is None:
        return jsonify(items=[])
    try:
        items = unpack(raw)
    except (ValueError, zlib.error):
        return jsonify(items=[]), 400
    snapshot(items)
    return jsonify(items=[str(item) for item in items])
