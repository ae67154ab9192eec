import re

from flask import Flask, jsonify, request

app = Flask(__name__)

PATTERNS = {
    "loose": re.compile(r"^([a-z0-9]+\.?)+@example\.com$"),
    "strict": re.compile(r"^[a-z0-9]+(\.[a-z0-9]+)*@example\.com$"),
}
RULE = "strict"


@app.post("/invitations")
def invite():
    address = request.get_json().get("address", "")
    if not isinstance(address, str):
        return jsonify(error="address is a text"), 400

    if PATTERNS[RULE].match(address) is None:
        return jsonify(error="not one of our addresses"), 422

    return jsonify(invited=True), 202
