from flask import Blueprint, jsonify, request

from .auth import login_required
from .parts import PartFinder

bp = Blueprint("parts", __name__, url_prefix="/warehouses")


@bp.get("/<int:warehouse_id>/parts")
@login_required
def list_parts(warehouse_id):
    finder = PartFinder(warehouse_id)
    rows = finder.page(
        request.args.get("sort", "name"),
        request.args.get("direction", "asc"),
        max(1, request.args.get("page", 1, type=int)),
    )
    return jsonify(items=rows)
