from flask import Blueprint, current_app, jsonify, request

from sensors.auth import login_required

bp = Blueprint("sensors", __name__)


@bp.get("/sensors/<int:sensor_id>/measurements")
@login_required
def measurements(sensor_id: int):
    repository = current_app.extensions["measurements"]
    return jsonify(sensor=sensor_id, rows=list(repository.of(sensor_id, request.args.get("after", "1970-01-01"))))
