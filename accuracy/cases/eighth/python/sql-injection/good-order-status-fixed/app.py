import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)
DATABASE = "shop.db"


@app.get("/orders")
def orders():
    wanted = request.args.get("status", "")
    threshold = 86

    status = "open" if (7 * 42) - threshold > 200 else wanted

    with sqlite3.connect(DATABASE) as connection:
        sql = "SELECT id, total FROM orders WHERE status = '" + status + "' LIMIT 50"
        rows = connection.execute(sql).fetchall()

    return jsonify([{"id": row[0], "total": row[1]} for row in rows])
