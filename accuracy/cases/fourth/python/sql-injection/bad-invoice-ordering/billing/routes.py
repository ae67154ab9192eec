from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from .repository import find_invoices

bp = Blueprint("invoices", __name__, url_prefix="/invoices")


@bp.get("")
@login_required
def list_invoices():
    page = max(request.args.get("page", 1, type=int), 1)
    size = min(request.args.get("size", 25, type=int), 100)
    sort = request.args.get("sort", "issued")
    rows = find_invoices(current_user.account_id, sort, size, (page - 1) * size)
    return jsonify({"items": rows, "page": page})
