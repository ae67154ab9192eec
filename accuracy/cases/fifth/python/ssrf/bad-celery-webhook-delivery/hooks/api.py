from flask import Blueprint, g, jsonify, request

from hooks import store
from hooks.delivery import deliver
from hooks.login import login_required

bp = Blueprint("hooks", __name__, url_prefix="/hooks")


@bp.post("/")
@login_required
def subscribe():
    row = store.add_subscription(g.user_id, request.get_json()["address"])
    deliver.delay(row["id"], {"type": "ping"})
    return jsonify(row), 201
