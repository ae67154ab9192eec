from flask import Blueprint, abort, current_app, jsonify, request

bp = Blueprint("menu", __name__)


def dishes():
    return current_app.extensions["dishes"]


@bp.get("/kitchens/<kitchen>/dishes")
def affordable(kitchen):
    price = request.args.get("max", 100.0, type=float)
    if not 0 <= price <= 1000:
        abort(400)
    found = dishes().cheaper_than(kitchen, price)
    return jsonify(found)
