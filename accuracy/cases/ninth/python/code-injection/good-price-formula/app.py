import ast
from functools import wraps

from flask import Flask, jsonify, request

app = Flask(__name__)


def with_formula(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        formula = request.form.get("formula", "0").strip()
        if len(formula) > 120:
            return jsonify(error="formula too long"), 400
        return view(*args, formula=formula, **kwargs)

    return wrapper


@app.post("/tariffs/<int:tariff_id>/preview")
@with_formula
def preview(tariff_id, formula):
    try:
        value = ast.literal_eval(formula)
    except (ValueError, SyntaxError, NameError):
        return jsonify(error="formula not understood"), 422
    return jsonify(tariff=tariff_id, value=float(value))
