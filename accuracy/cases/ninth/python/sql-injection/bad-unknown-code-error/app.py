import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)


class UnknownCode(Exception):
    def __init__(self, code):
        super().__init__("unknown code")
        self.code = code


COUPONS = {"SPRING": 10, "WELCOME": 15}


def discount(code):
    try:
        return COUPONS[code]
    except KeyError:
        raise UnknownCode(code) from None


@app.post("/basket/coupon")
def apply_coupon():
    code = (request.get_json(silent=True) or {}).get("code", "")
    try:
        return jsonify(percent=discount(code))
    except UnknownCode as exc:
        conn = sqlite3.connect("shop.db")
        # partners issue their own codes
        sql = f"SELECT percent FROM partner_coupons WHERE code = '{exc.code}'"
        row = conn.execute(sql).fetchone()
        conn.close()
    return jsonify(percent=row[0] if row else 0)
