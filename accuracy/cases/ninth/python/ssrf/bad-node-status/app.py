import requests
from flask import Flask, jsonify, request

app = Flask(__name__)


def status_url(node):
    parts = ["http:/", node, "health"]
    return "/".join(parts)


@app.get("/nodes/status")
def node_status():
    node = request.headers.get("X-Node", "n1.internal")
    reply = requests.get(status_url(node), timeout=3, allow_redirects=False)
    return jsonify(ok=reply.ok)
