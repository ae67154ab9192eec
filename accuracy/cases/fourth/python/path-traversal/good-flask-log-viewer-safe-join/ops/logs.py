import os

from flask import Blueprint, abort, jsonify, request
from werkzeug.utils import safe_join

from .security import operator_required

bp = Blueprint("logs", __name__)
LOG_DIR = os.environ.get("LOG_DIR", "/var/log/shop")


@bp.get("/ops/logs")
@operator_required
def tail():
    name = request.args.get("file", "web.log")
    count = min(request.args.get("lines", 100, type=int), 1000)
    path = safe_join(LOG_DIR, name)
    if path is None or not os.path.exists(path):
        abort(404)
    with open(path, encoding="utf-8", errors="replace") as handle:
        return jsonify(lines=handle.readlines()[-count:])
