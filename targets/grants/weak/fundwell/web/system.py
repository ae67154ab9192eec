from flask import Blueprint, current_app, jsonify, request
from sqlalchemy import text

from ..extensions import db

system = Blueprint("system", __name__)


@system.get("/healthz")
def health():
    try:
        db.session.execute(text("SELECT 1"))
    except Exception:
        return jsonify(status="down"), 503
    if "verbose" in request.args:
        settings = {name: str(value) for name, value in current_app.config.items() if name.isupper() and "PASSWORD" not in name and name != "SECRET_KEY"}
        return jsonify(status="ok", settings=settings)
    return jsonify(status="ok")
