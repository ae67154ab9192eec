from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/rules/check")
def check():
    body = request.get_json()
    reading, limit = float(body["reading"]), float(body["limit"])
    scope: dict = {"reading": reading, "limit": limit}
    exec(f"matched = reading {body['comparison']} limit", {}, scope)
    return jsonify(matched=bool(scope["matched"]))
