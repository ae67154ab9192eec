from flask import Blueprint, jsonify, request
from flask_login import login_required

from .rules import matches
from .samples import recent_samples

bp = Blueprint("alerts", __name__)


@bp.post("/alerts/preview")
@login_required
def preview():
    body = request.get_json()
    try:
        hits = [s["id"] for s in recent_samples(limit=200) if matches(body["rule"], s)]
    except (KeyError, ValueError):
        return jsonify(error="rule cannot be read"), 422
    return jsonify(count=len(hits), samples=hits)
