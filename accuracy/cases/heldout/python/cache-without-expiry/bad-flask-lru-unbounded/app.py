from flask import Flask, jsonify, request

from search import search

app = Flask(__name__)


@app.get("/search")
def index():
    return jsonify(search(request.args.get("q", "")))
