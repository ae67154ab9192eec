from flask import Blueprint, abort, jsonify, request, session
from werkzeug.security import check_password_hash

from .extensions import limiter
from .models import User

bp = Blueprint("auth", __name__)


@bp.post("/login")
@limiter.limit("5 per minute")
def login():
    body = request.get_json()
    user = User.query.filter_by(email=body.get("email", "")).first()
    if user is None or not check_password_hash(user.password_hash, body.get("password", "")):
        abort(401)
    session.clear()
    session["user_id"] = user.id
    return jsonify(id=user.id)
