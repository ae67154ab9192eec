from flask import Blueprint, jsonify, request

from models import Order

orders = Blueprint("orders", __name__)


@orders.get("/orders")
def index():
    state = request.args.get("state", "open")
    rows = Order.query.filter_by(state=state).order_by(Order.id).paginate(per_page=50, max_per_page=100)
    return jsonify([row.summary() for row in rows])
