import os

from flask import Blueprint, abort, current_app, jsonify, request
from flask_login import login_required
from werkzeug.utils import secure_filename

bp = Blueprint("uploads", __name__)


@bp.post("/tickets/<int:ticket_id>/attachments")
@login_required
def attach(ticket_id):
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        abort(400)
    name = secure_filename(upload.filename)
    folder = os.path.join(current_app.static_folder, "attachments", str(ticket_id))
    os.makedirs(folder, exist_ok=True)
    upload.save(os.path.join(folder, name))
    return jsonify(url=f"/static/attachments/{ticket_id}/{name}"), 201
