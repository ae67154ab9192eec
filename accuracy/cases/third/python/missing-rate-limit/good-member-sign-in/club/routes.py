from flask import Blueprint, jsonify, request
from flask_login import login_user

from club.extensions import limiter
from club.members import check_password, member_by_email

blueprint = Blueprint("club", __name__)


@blueprint.post("/login")
@limiter.limit("8 per minute")
def login():
    form = request.get_json()
    member = member_by_email(str(form.get("email", "")))
    if not check_password(member, str(form.get("password", ""))):
        return jsonify(error="wrong address or password"), 401
    login_user(member)
    return jsonify(member=member.id)
