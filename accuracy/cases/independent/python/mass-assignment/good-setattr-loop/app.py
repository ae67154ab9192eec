from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required
from models import db

account = Blueprint("account", __name__)
EDITABLE = ("display_name", "bio", "avatar_url")


@account.patch("/account")
@login_required
def edit_account():
    for field, value in request.get_json().items():
        if field in EDITABLE:
            setattr(current_user, field, value)
    db.session.commit()
    return jsonify(name=current_user.display_name)
