import json

from flask import Flask, jsonify, request

app = Flask(__name__)

DEFAULT_RULE = "discount = 0.1 if total > 100 else 0.0"


def pack(submitted):
    return json.dumps({"submitted": submitted, "active": DEFAULT_RULE})


def apply_rule(source, total):
    names = {"total": total}
    exec(source, {"__builtins__": {}}, names)
    return names.get("discount", 0.0)


@app.post("/rules/try")
def try_rule():
    lines = request.get_data(as_text=True).splitlines()
    if not lines:
        return jsonify(error="no rule given"), 400

    document = json.loads(pack(lines[0]))
    discount = apply_rule(document["active"], 120)
    return jsonify(discount=discount)
