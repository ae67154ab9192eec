from flask import Blueprint, abort, jsonify, session

bp = Blueprint("queue", __name__)


@bp.post("/queue/pause")
def pause():
    if session.get("role") != "lead":
        abort(403)
    return jsonify(paused=True)
