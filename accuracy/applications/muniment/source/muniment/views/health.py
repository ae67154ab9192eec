from flask import Blueprint, jsonify

from .. import db
from ..extensions import limiter
from ..identity import public

bp = Blueprint("health", __name__, url_prefix="/health")
limiter.exempt(bp)


@bp.get("/live")
@public
def live():
    return jsonify(ok=True)


@bp.get("/ready")
@public
def ready():
    return jsonify(ok=db.row(db.Part("SELECT 1 AS up"))["up"] == 1)
