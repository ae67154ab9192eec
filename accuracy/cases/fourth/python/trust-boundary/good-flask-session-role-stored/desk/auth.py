from flask import Blueprint, abort, jsonify, request, session
from werkzeug.security import check_password_hash

from .extensions import limiter
from .models import Agent

bp = Blueprint("auth", __name__)


@bp.post("/login")
@limiter.limit("5/minute")
def login():
    body = request.get_json()
    agent = Agent.query.filter_by(email=str(body.get("email"))).first()
    if agent is None or not check_password_hash(agent.password_hash, str(body.get("password"))):
        abort(401)
    session.clear()
    session["agent_id"] = agent.id
    session["role"] = agent.role
    return jsonify(id=agent.id)
