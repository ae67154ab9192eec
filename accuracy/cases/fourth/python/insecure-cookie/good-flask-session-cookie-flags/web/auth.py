import secrets

from flask import Blueprint, jsonify, make_response, request

from .limits import limiter
from .sessions import authenticate, save_session

bp = Blueprint("auth", __name__)


@bp.post("/session")
@limiter.limit("10/minute")
def create_session():
    body = request.get_json()
    user = authenticate(body.get("email", ""), body.get("password", ""))
    if user is None:
        return jsonify(error="wrong email or password"), 401
    sid = secrets.token_urlsafe(32)
    save_session(sid, user.id)
    response = make_response(jsonify(id=user.id))
    response.set_cookie("session_id", sid, max_age=28800, httponly=True, secure=True, samesite="Lax")
    return response
