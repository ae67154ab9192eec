from flask import Blueprint, abort, jsonify, request
from flask_login import login_required
from sqlalchemy import select

from staff.extensions import db
from staff.guards import role_required
from staff.models import User

bp = Blueprint("staff", __name__, url_prefix="/staff")
ROLES = {"member", "support", "admin"}


@bp.get("/users")
@login_required
@role_required("admin", "support")
def users():
    page = db.paginate(select(User).order_by(User.id), per_page=50, max_per_page=50)
    return jsonify([{"id": u.id, "email": u.email, "role": u.role} for u in page.items])


@bp.put("/users/<int:user_id>/role")
@login_required
@role_required("admin")
def change_role(user_id):
    role = (request.get_json() or {}).get("role")
    if role not in ROLES:
        abort(400)
    user = db.get_or_404(User, user_id)
    user.role = role
    db.session.commit()
    return "", 204
