from flask import Blueprint
from flask_login import login_required

from decorators import role_required
from store import lock_account, unlock_account

admin = Blueprint("admin", __name__, url_prefix="/admin")


@admin.post("/accounts/<int:account_id>/unlock")
@login_required
@role_required("admin")
def unlock(account_id):
    unlock_account(account_id)
    return "", 204


@admin.post("/accounts/<int:account_id>/lock")
@login_required
@role_required("admin")
def lock(account_id):
    lock_account(account_id)
    return "", 204
