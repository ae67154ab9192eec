from flask import Blueprint, abort, jsonify
from flask_login import current_user, login_required

from models import Order

orders = Blueprint("orders", __name__)


@orders.get("/orders/<int:order_id>")
@login_required
def show_order(order_id):
    order = Order.query.get(order_id)
    if order is None:
        abort(404)
    return jsonify(id=order.id, total=order.total, address=order.address)
