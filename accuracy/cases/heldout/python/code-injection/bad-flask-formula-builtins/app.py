from flask import Flask, jsonify, request

from pricing import PriceRule

app = Flask(__name__)


@app.post("/quotes")
def quote():
    body = request.get_json()
    rule = PriceRule(formula=body.get("formula", "1"))
    return jsonify(total=body["net"] * rule.factor())
