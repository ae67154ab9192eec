from flask import Blueprint, jsonify
from sqlalchemy import text

from ..extensions import db

system = Blueprint("system", __name__)


@system.get("/healthz")
def health():
    try:
        db.session.execute(text("SELECT 1"))
    except Exception:
        return jsonify(status="down"), 503
    return jsonify(status="ok")
