from flask import Blueprint, jsonify, request
from pydantic import BaseModel, ValidationError

from .store import find_for_activation, users

bp = Blueprint("activation", __name__)


class Activation(BaseModel):
    email: str
    code: str


@bp.post("/activate")
def activate():
    try:
        body = Activation.model_validate(request.get_json())
    except ValidationError:
        return jsonify(error="invalid request"), 400
    user = find_for_activation(body.email, body.code)
    if user is None:
        return jsonify(error="unknown code"), 404
    users.update_one({"_id": user["_id"]}, {"$set": {"active": True}, "$unset": {"activation_code": ""}})
    return jsonify(email=user["email"])
