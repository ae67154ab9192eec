import hmac
import logging
import sqlite3

from flask import Blueprint, current_app, jsonify, request

from app.core.database import one
from app.core.problems import Problem

blueprint = Blueprint("health", __name__)
log = logging.getLogger("clinic")


@blueprint.get("/health")
def ready():
    try:
        healthy = one("SELECT COUNT(*) AS count FROM doctors")["count"] > 0
    except sqlite3.Error:
        log.exception("health.database")
        healthy = False
    state = "ok" if healthy else "unavailable"
    return jsonify(status=state, checks={"database": state}), 200 if healthy else 503


@blueprint.get("/health/live")
def live():
    return jsonify(status="ok")


@blueprint.get("/metrics")
def metrics():
    """For the collector, which has a token of its own; for everyone else the route does not exist."""
    token = current_app.config["CLINIC"].metrics_token
    given = request.headers.get("X-Metrics-Token", "")
    if token is None or not hmac.compare_digest(given.encode(), token.encode()):
        raise Problem(404)
    accounts = one("SELECT COUNT(*) AS count FROM accounts")["count"]
    return f"# TYPE clinic_accounts gauge\nclinic_accounts {accounts}\n", 200, {"Content-Type": "text/plain; version=0.0.4"}
