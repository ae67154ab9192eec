from flask import Blueprint, jsonify, request

from auth import login_required
from models import Plan, db

bp = Blueprint("billing", __name__, url_prefix="/billing")


@bp.get("/plans")
def plans():
    return jsonify([plan.name for plan in Plan.query.order_by(Plan.cents).limit(20)])


@login_required
@bp.put("/plans/<int:plan_id>")
def change_plan(plan_id: int):
    plan = db.get_or_404(Plan, plan_id)
    plan.cents = int(request.get_json()["cents"])
    db.session.commit()
    return jsonify(id=plan.id, cents=plan.cents)
