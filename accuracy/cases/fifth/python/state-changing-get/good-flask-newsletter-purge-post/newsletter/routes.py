import hmac

from flask import Blueprint, abort, jsonify, request, session

from .auth import login_required
from .subscribers import count_inactive, remove_inactive

bp = Blueprint("subscribers", __name__, url_prefix="/subscribers")


@bp.get("/inactive")
@login_required
def inactive():
    return jsonify(count=count_inactive(request.args.get("days", 365, type=int)))


@bp.route("/purge", methods=["POST"])
@login_required
def purge():
    expected = session.get("csrf_token")
    if not expected or not hmac.compare_digest(request.form.get("csrf_token", ""), expected):
        abort(400)
    removed = remove_inactive(request.form.get("days", 365, type=int))
    return jsonify(removed=removed)
