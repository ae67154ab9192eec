from flask import Blueprint, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from .audit import record_failure
from .users import check_password

bp = Blueprint("portal", __name__)
limiter = Limiter(get_remote_address, default_limits=["60/minute"])


@bp.post("/login")
@limiter.limit("5/minute")
def login():
    username = request.form.get("username", "")
    if not check_password(username, request.form.get("password", "")):
        record_failure(username, request.remote_addr)
        return jsonify(error="wrong name or password"), 401
    return jsonify(ok=True)
