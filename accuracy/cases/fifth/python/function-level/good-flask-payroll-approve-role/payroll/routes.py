from flask import Blueprint, abort, g, jsonify

from . import db
from .permissions import payroll_only

bp = Blueprint("runs", __name__, url_prefix="/salary-runs")


@bp.get("/")
@payroll_only
def pending_runs():
    return jsonify(db.fetch_all("SELECT id, month, total FROM salary_runs WHERE approved_by IS NULL LIMIT 24"))


@bp.post("/<int:run_id>/approve")
@payroll_only
def approve_run(run_id):
    changed = db.execute(
        "UPDATE salary_runs SET approved_by = %s, approved_at = now() WHERE id = %s AND approved_by IS NULL",
        (g.user["id"], run_id),
    )
    if not changed:
        abort(409)
    return jsonify(approved=run_id)
