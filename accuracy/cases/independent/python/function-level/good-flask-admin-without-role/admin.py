from functools import wraps

from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from models import User, db

admin = Blueprint("admin", __name__, url_prefix="/admin")


def admin_required(view):
    @wraps(view)
    @login_required
    def wrapped(*args, **kwargs):
        if not current_user.is_admin:
            abort(403)
        return view(*args, **kwargs)

    return wrapped


@admin.get("/users")
@admin_required
def users():
    return jsonify([user.email for user in User.query.limit(100)])


@admin.post("/users/<int:user_id>/role")
@admin_required
def set_role(user_id):
    user = db.session.get(User, user_id)
    user.role = request.json["role"]
    db.session.commit()
    return "", 204
