from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from .services import update_account

bp = Blueprint("account", __name__)


@bp.patch("/account")
@login_required
def patch_account():
    account = update_account(current_user, request.get_json())
    return jsonify(company=account.company, phone=account.phone)
