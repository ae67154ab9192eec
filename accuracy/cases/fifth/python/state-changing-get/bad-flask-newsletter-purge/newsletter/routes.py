from flask import Blueprint, jsonify, request

from .auth import login_required
from .subscribers import count_inactive, remove_inactive

bp = Blueprint("subscribers", __name__, url_prefix="/subscribers")


@bp.get("/inactive")
@login_required
def inactive():
    return jsonify(count=count_inactive(request.args.get("days", 365, type=int)))


@bp.route("/purge", methods=["GET"])
@login_required
def purge():
    removed = remove_inactive(request.args.get("days", 365, type=int))
    return jsonify(removed=removed)
