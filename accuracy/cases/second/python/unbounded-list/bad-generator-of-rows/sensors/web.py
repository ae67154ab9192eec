from flask import Blueprint, current_app, jsonify

from sensors.auth import login_required

bp = Blueprint("sensors", __name__)


@bp.get("/sensors/<int:sensor_id>/measurements")
@login_required
def measurements(sensor_id: int):
    repository = current_app.extensions["measurements"]
    return jsonify(sensor=sensor_id, rows=list(repository.of(sensor_id)))
