import re

from flask import Flask, jsonify, request

app = Flask(__name__)

STOCK = ["AX-100-red", "AX-200-red", "BX-100-blue", "CX-900-green-with-a-long-tail"]


@app.get("/stock/filter")
def filter_stock():
    wanted = request.args.get("sku", "")
    try:
        matcher = re.compile("^" + wanted + "$", re.IGNORECASE)
    except re.error:
        return jsonify(error="bad filter"), 400
    return jsonify(list(filter(matcher.match, STOCK)))
