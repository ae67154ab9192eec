from flask import Flask, request

app = Flask(__name__)


@app.get("/convert")
def convert():
    try:
        amount = float(request.args["amount"])
    except (KeyError, ValueError):
        return {"error": "amount must be a number"}, 422
    return {"cents": round(amount * 100)}
