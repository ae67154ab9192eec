from flask import Blueprint, current_app, jsonify, request

bp = Blueprint("menu", __name__)


def dishes():
    return current_app.extensions["dishes"]


@bp.get("/kitchens/<kitchen>/dishes")
def affordable(kitchen):
    price = request.args.get("max", "100")
    found = dishes().cheaper_than(kitchen, price)
    return jsonify(found)
