import json

from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from trips.store import trip_totals

blueprint = Blueprint("trips", __name__)


@blueprint.get("/trips/totals")
@login_required
def totals():
    raw = request.args.get("filter", "{}")
    try:
        criteria = json.loads(raw)
    except ValueError:
        abort(400)
    if not isinstance(criteria, dict):
        abort(400)
    return jsonify(trip_totals(current_user.fleet_id, criteria))
