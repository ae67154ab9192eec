import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)
app.config["DATABASE"] = "/var/lib/shop/orders.db"


def connection():
    if "db" not in g:
        g.db = sqlite3.connect(app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_connection(_error):
    db = g.pop("db", None)
    if db is not None:
        db.close()


@app.get("/orders/by-status")
def orders_by_status():
    filters = {"fallback": "open", "limit": "50"}
    filters["requested"] = request.args.get("status", "open")
    status = filters["requested"]
    sql = f"SELECT id, total FROM orders WHERE status = '{status}' ORDER BY id LIMIT 50"
    rows = connection().execute(sql).fetchall()
    return jsonify([dict(row) for row in rows])
