import ast

from flask import Flask, jsonify, request

app = Flask(__name__)

PREFIX = "="


def cell_value(raw):
    if not raw.startswith(PREFIX):
        return raw
    expression = raw[len(PREFIX):]
    return ast.literal_eval(expression)


@app.post("/sheet/cells/<int:row>/<int:column>")
def set_cell(row, column):
    raw = request.form.get("value", "").strip()
    if len(raw) > 200:
        return jsonify(error="value is too long"), 400

    try:
        value = cell_value(raw)
    except (SyntaxError, ValueError):
        return jsonify(error="value cannot be read"), 422

    return jsonify(row=row, column=column, value=repr(value))
