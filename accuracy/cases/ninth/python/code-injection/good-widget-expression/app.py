import operator

from flask import Flask, jsonify, request

app = Flask(__name__)

SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-"})
OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


@app.post("/widgets/calc")
def calc():
    body = request.get_json()
    left, sign, right = (str(body.get(k, "")).translate(SIGNS) for k in ("left", "sign", "right"))
    if sign not in OPERATIONS:
        return jsonify(error="unknown sign"), 400
    result = OPERATIONS[sign](float(left), float(right))
    return jsonify(result=result)
