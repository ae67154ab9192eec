import base64
import json
import pickle

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/cart")
def cart():
    raw = base64.b64decode(request.cookies.get("cart", ""))
    if not raw:
        return jsonify(items=[])
    items = pickle.loads(raw)
    return jsonify(items=items)
