from flask import Blueprint, jsonify, request

from .validators import is_voucher

bp = Blueprint("vouchers", __name__)


@bp.post("/vouchers/check")
def check():
    code = request.get_json().get("code", "").upper()
    if not is_voucher(code):
        return jsonify(valid=False), 422
    return jsonify(valid=True)
