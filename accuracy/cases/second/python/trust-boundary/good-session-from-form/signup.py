from flask import Blueprint, jsonify, request, session
from werkzeug.security import generate_password_hash

from models import User, db

bp = Blueprint("signup", __name__)


@bp.post("/signup")
def signup():
    form = request.form
    user = User(email=form["email"], password_hash=generate_password_hash(form["password"]))
    db.session.add(user)
    db.session.commit()
    session.clear()
    session["user_id"] = user.id
    session["role"] = user.role
    return jsonify(id=user.id), 201
