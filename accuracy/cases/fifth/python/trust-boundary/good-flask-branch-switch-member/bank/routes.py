from flask import Blueprint, abort, g, jsonify, redirect, request, session, url_for

from .auth import login_required
from .branches import accounts_of_branch, is_clerk_of

bp = Blueprint("branches", __name__)


@bp.post("/branch")
@login_required
def switch_branch():
    branch_id = request.form.get("branch", 0, type=int)
    if not is_clerk_of(g.user["id"], branch_id):
        abort(403)
    session["branch_id"] = branch_id
    return redirect(url_for("branches.accounts"))


@bp.get("/accounts")
@login_required
def accounts():
    return jsonify(accounts_of_branch(session.get("branch_id")))
