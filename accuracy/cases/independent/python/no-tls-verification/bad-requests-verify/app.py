import requests
from flask import Flask, jsonify

app = Flask(__name__)
session = requests.Session()
session.verify = False


@app.get("/balance")
def balance():
    answer = session.get("https://ledger.internal/balance", timeout=5)
    return jsonify(answer.json())
