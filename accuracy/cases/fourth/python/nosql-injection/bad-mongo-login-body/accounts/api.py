from flask import Blueprint, jsonify, request

from .store import find_for_activation, users

bp = Blueprint("activation", __name__)


@bp.post("/activate")
def activate():
    body = request.get_json()
    user = find_for_activation(body.get("email"), body.get("code"))
    if user is None:
        return jsonify(error="unknown code"), 404
    users.update_one({"_id": user["_id"]}, {"$set": {"active": True}, "$unset": {"activation_code": ""}})
    return jsonify(email=user["email"])
