from flask import Blueprint, abort, redirect, request, session, url_for
from flask_login import current_user, login_required

from memberships import membership_of

blueprint = Blueprint("switcher", __name__)


@blueprint.post("/organisation")
@login_required
def switch_organisation():
    membership = membership_of(current_user.id, request.form.get("organisation", type=int))
    if membership is None:
        abort(403)
    session["organisation"] = membership.organisation_id
    session["role"] = membership.role
    return redirect(url_for("home"))


@blueprint.post("/organisation/close")
@login_required
def close_organisation():
    if session.get("role") != "owner":
        abort(403)
    membership_of(current_user.id, session["organisation"]).organisation.close()
    return redirect(url_for("home"))
