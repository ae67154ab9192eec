from flask import Blueprint, jsonify

from base import ApiView
from db import pool

bp = Blueprint("coupons", __name__)


class CouponView(ApiView):
    def get(self, code: str):
        with pool.connection() as connection:
            row = connection.execute("SELECT percent FROM coupons WHERE code = %s", (code,)).fetchone()
        return jsonify(percent=row[0] if row else 0)


bp.add_url_rule("/coupons/<code>", view_func=CouponView.as_view("coupon"))
