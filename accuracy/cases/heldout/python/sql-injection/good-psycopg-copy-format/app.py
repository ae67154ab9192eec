from flask import Flask, abort, request

from store import CouponStore

app = Flask(__name__)
coupons = CouponStore("postgresql:///shop")


@app.post("/coupons/check")
def check():
    found = coupons.by_code(request.get_json()["code"])
    if found is None:
        abort(404)
    return {"value": str(found[0])}
