from flask import Blueprint, jsonify

from auth import login_required
from models import User, db
from security import role_required

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.delete("/users/<int:user_id>")
@login_required
@role_required("admin")
def remove_user(user_id: int):
    user = db.get_or_404(User, user_id)
    db.session.delete(user)
    db.session.commit()
    return jsonify(removed=user_id)
