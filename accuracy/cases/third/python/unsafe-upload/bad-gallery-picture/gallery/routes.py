from flask import Blueprint, jsonify, request, url_for
from flask_login import login_required

from gallery.storage import NotAPicture, keep

blueprint = Blueprint("gallery", __name__, static_folder="static")


@blueprint.post("/pictures")
@login_required
def add_picture():
    try:
        stored = keep(request.files["picture"])
    except NotAPicture as error:
        return jsonify(error=str(error)), 415
    return jsonify(url=url_for("gallery.static", filename=f"pictures/{stored}")), 201
