import hmac
import os

from flask import Flask, abort, jsonify, request
from store import delete_report, list_reports

app = Flask(__name__)
TOKEN = os.environ["SERVICE_TOKEN"]


@app.before_request
def authenticate():
    if request.path == "/health":
        return
    if not hmac.compare_digest(request.headers.get("X-Service-Token", ""), TOKEN):
        abort(401)


@app.get("/health")
def health():
    return jsonify(ok=True)


@app.delete("/reports/<int:number>")
def remove(number):
    delete_report(number)
    return "", 204
