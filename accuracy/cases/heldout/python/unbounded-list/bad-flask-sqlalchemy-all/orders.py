from flask import Blueprint, jsonify, request

from models import Order

orders = Blueprint("orders", __name__)


@orders.get("/orders")
def index():
    state = request.args.get("state", "open")
    rows = Order.query.filter_by(state=state).order_by(Order.id).all()
    return jsonify([row.summary() for row in rows])
