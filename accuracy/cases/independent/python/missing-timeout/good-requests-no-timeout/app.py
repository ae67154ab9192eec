import requests
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/stock/<int:number>")
def stock(number):
    answer = requests.get(f"https://stock.internal/items/{number}", timeout=(2, 5))
    answer.raise_for_status()
    return jsonify(answer.json())
