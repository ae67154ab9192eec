import base64
import json
import pickle

from flask import Flask, jsonify, request

app = Flask(__name__)

READERS = {"binary": pickle.loads, "text": json.loads}
FORMAT = "text"


@app.get("/basket")
def basket():
    packed = request.cookies.get("basket")
    if not packed:
        return jsonify(items=[])

    raw = base64.urlsafe_b64decode(packed)
    items = READERS[FORMAT](raw)

    return jsonify(items=[str(item) for item in items][:50])
