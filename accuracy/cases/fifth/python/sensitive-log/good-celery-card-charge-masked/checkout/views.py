from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from checkout.service import CheckoutService, OrderNotPayable

bp = Blueprint("checkout", __name__)


@bp.post("/orders/<int:order_id>/payment")
@login_required
def pay(order_id):
    try:
        CheckoutService().pay(order_id, current_user.id, request.get_json()["card"])
    except OrderNotPayable:
        abort(409)
    return jsonify(paid=order_id)
