import ast

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/defaults")
def set_default():
    expression = request.get_json()["value"]
    try:
        value = eval(expression, {"__builtins__": {}})
    except (ValueError, SyntaxError):
        return jsonify(error="not a literal"), 422
    return jsonify(value=repr(value))
