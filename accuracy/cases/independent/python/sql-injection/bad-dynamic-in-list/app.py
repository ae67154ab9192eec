import sqlite3
from flask import Flask, g, jsonify, request

app = Flask(__name__)


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect("stock.sqlite")
    return g.db


def load_by_sku(skus):
    wanted = ", ".join("'" + sku + "'" for sku in skus)
    return get_db().execute("SELECT sku, quantity FROM stock WHERE sku IN (" + wanted + ")").fetchall()


@app.get("/stock")
def stock():
    skus = request.args.getlist("sku")[:50]
    return jsonify(dict(load_by_sku(skus)))
