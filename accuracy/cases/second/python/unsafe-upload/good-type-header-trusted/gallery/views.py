from flask import Blueprint, jsonify, request

from gallery.auth import login_required
from gallery.uploads import keep

bp = Blueprint("gallery", __name__)


@bp.post("/gallery")
@login_required
def add_picture():
    try:
        name = keep(request.files["picture"])
    except ValueError as error:
        return jsonify(error=str(error)), 415
    return jsonify(url=f"/static/gallery/{name}"), 201
