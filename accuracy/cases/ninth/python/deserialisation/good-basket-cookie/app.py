from flask import Flask, jsonify, request

from codec import BasketCodec

app = Flask(__name__)


@app.get("/basket")
def basket():
    token = request.cookies.get("basket")
    items = BasketCodec().decode(token) if token else []
    return jsonify(count=len(items))
