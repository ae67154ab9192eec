from flask import Blueprint, jsonify, request

from .db import get_db
from .forms import login_required

bp = Blueprint("api", __name__, url_prefix="/api")


@bp.get("/members")
@login_required
def members():
    """For the map of gardeners."""
    rows = get_db().execute("SELECT * FROM member ORDER BY name LIMIT 100").fetchall()
    return jsonify([dict(row) for row in rows])


@bp.get("/seeds")
def seeds():
    """The whole catalogue, for the notice board."""
    rows = get_db().execute("SELECT id, name, family, year FROM seed ORDER BY name").fetchall()
    return jsonify([dict(row) for row in rows])


@bp.get("/seeds/count")
def seed_count():
    """Used by the counter on the front page."""
    name = request.args.get("name", "")
    row = get_db().execute("SELECT COUNT(*) AS n FROM seed WHERE name LIKE ?", (f"%{name}%",)).fetchone()
    return {"count": row["n"]}
