from flask import Blueprint, abort, jsonify, request, session
from redis import Redis

from login.codes import code_matches

bp = Blueprint("second_factor", __name__)
redis = Redis.from_url("redis://cache:6379/4", socket_timeout=1)


def count_attempt(user_id: int) -> None:
    key = f"login-attempts:{user_id}"
    with redis.pipeline() as pipe:
        pipe.incr(key)
        pipe.expire(key, 900)
        attempts, _ = pipe.execute()
    if attempts > 5:
        abort(429)


@bp.post("/login/verify")
def verify_login_code():
    user_id = session.get("pending_user_id")
    if user_id is None:
        abort(401)
    count_attempt(user_id)
    if not code_matches(user_id, request.get_json().get("code", "")):
        return jsonify(error="wrong code"), 401
    session.clear()
    session["user_id"] = user_id
    return jsonify(id=user_id)
