import mysql.connector
from flask import Blueprint, jsonify, request

from config import DATABASE
from sqlhelp import quoted

bp = Blueprint("parcels", __name__)


@bp.get("/parcels")
def parcels():
    customer = request.args.get("customer", "0")
    with mysql.connector.connect(**DATABASE, connection_timeout=5) as connection:
        cursor = connection.cursor(dictionary=True)
        cursor.execute(f"SELECT id, state FROM parcels WHERE public = 1 AND customer_no = {quoted(customer)} LIMIT 50")
        return jsonify(cursor.fetchall())
