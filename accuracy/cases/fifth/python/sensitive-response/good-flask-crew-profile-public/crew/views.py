from flask import Blueprint, jsonify
from flask_login import login_required

from .models import Sailor, db

bp = Blueprint("crew", __name__, url_prefix="/crew")


@bp.get("/<int:sailor_id>")
@login_required
def profile(sailor_id):
    sailor = db.get_or_404(Sailor, sailor_id)
    return jsonify(sailor.to_dict())


@bp.get("/")
@login_required
def names():
    rows = db.session.execute(db.select(Sailor.id, Sailor.name).order_by(Sailor.name).limit(100))
    return jsonify([{"id": row.id, "name": row.name} for row in rows])
