import logging

from flask import Flask, jsonify, request

from gateway import charge

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/orders/<int:order_id>/pay")
def pay(order_id):
    try:
        charge(order_id, request.json["token"])
    except Exception:
        log.exception("charge of order %d failed", order_id)
        return jsonify(error="payment failed"), 502
    return jsonify(paid=True)
