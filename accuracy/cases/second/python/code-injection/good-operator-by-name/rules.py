import operator

from flask import Flask, jsonify, request

app = Flask(__name__)
COMPARISONS = {"<": operator.lt, ">": operator.gt, "==": operator.eq}


@app.post("/rules/check")
def check():
    body = request.get_json()
    reading, limit = float(body["reading"]), float(body["limit"])
    compare = COMPARISONS.get(body["comparison"])
    if compare is None:
        return jsonify(error="unknown comparison"), 422
    return jsonify(matched=compare(reading, limit))
