import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)


def db():
    if "db" not in g:
        g.db = sqlite3.connect("warehouse.db")
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    conn = g.pop("db", None)
    if conn is not None:
        conn.close()


@app.get("/parts/lookup")
def lookup():
    # search terms look like "bin:A17" or "sku:8812"
    term = request.args.get("q", "")
    field, sep, value = term.partition(":")
    column = "bin" if field == "bin" else "sku"
    query = "SELECT sku, bin, stock FROM parts WHERE " + column + " = '" + value + "' LIMIT 25"
    rows = db().execute(query).fetchall()
    return jsonify([dict(r) for r in rows])
