import os

import psycopg
from flask import Blueprint, Flask, jsonify, request

stock = Blueprint("stock", __name__, url_prefix="/stock")

BATCH = 40


@stock.post("/lookup")
def lookup():
    sku = request.form.get("sku", "")
    if not sku:
        return jsonify(error="sku is required"), 400

    if BATCH * 3 > 100:
        wanted = sku
    else:
        wanted = "A-100"

    query = "SELECT sku, on_hand, reserved FROM stock WHERE sku = '" + wanted + "'"
    with psycopg.connect(os.environ["DATABASE_URL"]) as conn:
        with conn.cursor() as cur:
            cur.execute(query)
            row = cur.fetchone()

    if row is None:
        return jsonify(error="unknown sku"), 404
    return jsonify(sku=row[0], on_hand=row[1], reserved=row[2])


def create_app():
    app = Flask(__name__)
    app.register_blueprint(stock)
    return app
