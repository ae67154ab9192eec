from flask import Blueprint, jsonify, make_response, request

from .codec import dump, load

bp = Blueprint("basket", __name__)


@bp.post("/basket/items")
def add_item():
    basket = load(request.cookies.get("basket", ""))
    sku = str(request.get_json()["sku"])
    basket[sku] = basket.get(sku, 0) + 1
    response = make_response(jsonify(basket))
    response.set_cookie("basket", dump(basket), max_age=86400, httponly=True, secure=True, samesite="Lax")
    return response
