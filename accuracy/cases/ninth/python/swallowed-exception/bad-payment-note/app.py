import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)


def record(order, amount):
    conn = sqlite3.connect("payments.db", timeout=5)
    try:
        with conn:
            conn.execute("INSERT INTO payments (order_no, amount) VALUES (?, ?)", (order, amount))
    finally:
        conn.close()


@app.post("/payments/<int:order>")
def pay(order):
    amount = request.form.get("amount", type=int, default=0)
    try:
        record(order, amount)
    except Exception:
        pass
    return jsonify(recorded=True)
