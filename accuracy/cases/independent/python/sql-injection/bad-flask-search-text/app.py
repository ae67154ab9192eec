import sqlite3
from flask import Flask, jsonify, request

app = Flask(__name__)


def connect():
    connection = sqlite3.connect("shop.sqlite")
    connection.row_factory = sqlite3.Row
    return connection


@app.get("/products")
def search_products():
    term = request.args.get("q", "").strip()
    with connect() as connection:
        rows = connection.execute(f"SELECT id, name FROM products WHERE name LIKE '%{term}%' LIMIT 50").fetchall()
    return jsonify([dict(row) for row in rows])
