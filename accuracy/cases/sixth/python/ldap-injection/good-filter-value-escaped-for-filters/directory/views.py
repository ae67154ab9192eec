from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from directory.search import find_people

bp = Blueprint("directory", __name__)


@bp.get("/colleagues")
@login_required
def colleagues():
    surname = request.args.get("surname", "").strip()
    if not 2 <= len(surname) <= 60:
        abort(400)
    return jsonify(find_people(current_user.department, surname))
