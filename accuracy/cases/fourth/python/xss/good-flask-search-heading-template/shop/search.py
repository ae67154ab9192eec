from flask import Blueprint, request
from markupsafe import escape

from .catalogue import find_products

bp = Blueprint("search", __name__)


@bp.get("/search")
def search():
    term = request.args.get("q", "")
    products = find_products(term, limit=20)
    items = "".join(f"<li><a href='/p/{p.id:d}'>Product {p.id:d}</a></li>" for p in products)
    return f"<h1>Results for {escape(term)}</h1><ul>{items}</ul>"
