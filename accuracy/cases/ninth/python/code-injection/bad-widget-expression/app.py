from flask import Flask, jsonify, request

app = Flask(__name__)

SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-"})


@app.post("/widgets/calc")
def calc():
    body = request.get_json()
    left, sign, right = (str(body.get(k, "")).translate(SIGNS) for k in ("left", "sign", "right"))
    scope = {}
    code = compile(f"result = {left} {sign} {right}", "<widget>", "exec")
    exec(code, scope)
    return jsonify(result=scope["result"])
