from flask import Blueprint, current_app, g, jsonify, request

from inventory.auth import login_required
from inventory.store import reserve

bp = Blueprint("inventory", __name__, url_prefix="/inventory")


@bp.post("/reservations")
@login_required
def create_reservation():
    payload = request.get_json()
    skus = payload.get("skus", [])
    if not isinstance(skus, list) or not 0 < len(skus) <= 50:
        return jsonify(error="skus must hold 1 to 50 entries"), 422
    count = reserve(current_app.config["STOCK_DB"], [str(sku) for sku in skus], g.user.basket_id)
    return jsonify(reserved=count), 201
