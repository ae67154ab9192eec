import os
import platform

from flask import Blueprint, jsonify

from auth import admin_required

bp = Blueprint("diagnosis", __name__)


@bp.get("/internal/diagnosis")
@admin_required
def diagnosis():
    return jsonify(
        python=platform.python_version(),
        environment={name: os.environ.get(name) for name in ("APP_VERSION", "APP_REGION")},
    )
