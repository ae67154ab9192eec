from flask import Blueprint, jsonify, request

from .cache import get_page, put_page
from .queries import search_products

bp = Blueprint("catalogue", __name__)


@bp.get("/products")
def products():
    term = request.args.get("q", "")[:60]
    page = max(request.args.get("page", 1, type=int), 1)
    key = f"{term}:{page}"
    rows = get_page(key)
    if rows is None:
        rows = search_products(term, page)
        put_page(key, rows)
    return jsonify(products=rows)
