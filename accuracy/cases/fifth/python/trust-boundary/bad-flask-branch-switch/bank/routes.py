from flask import Blueprint, jsonify, redirect, request, session, url_for

from .auth import login_required
from .branches import accounts_of_branch

bp = Blueprint("branches", __name__)


@bp.post("/branch")
@login_required
def switch_branch():
    session["branch_id"] = request.form["branch"]
    return redirect(url_for("branches.accounts"))


@bp.get("/accounts")
@login_required
def accounts():
    return jsonify(accounts_of_branch(session.get("branch_id")))
