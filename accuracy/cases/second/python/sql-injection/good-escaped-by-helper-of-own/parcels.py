import mysql.connector
from flask import Blueprint, jsonify, request

from config import DATABASE

bp = Blueprint("parcels", __name__)


@bp.get("/parcels")
def parcels():
    customer = request.args.get("customer", "0")
    with mysql.connector.connect(**DATABASE, connection_timeout=5) as connection:
        cursor = connection.cursor(dictionary=True)
        cursor.execute("SELECT id, state FROM parcels WHERE public = 1 AND customer_no = %s LIMIT 50", (customer,))
        return jsonify(cursor.fetchall())
