from flask import Blueprint, abort
from flask_login import current_user, login_required

from models import Statement, db

statements = Blueprint("statements", __name__)


@statements.get("/statements/<int:statement_id>")
@login_required
def show(statement_id):
    statement = db.session.get(Statement, statement_id) or abort(404)
    is_owner = statement.owner_id == current_user.id
    if not is_owner:
        abort(404)
    return {"lines": statement.lines, "editable": is_owner}
