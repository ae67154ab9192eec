from flask import Blueprint, abort, jsonify
from flask_login import login_required

from .models import StoredFile, db

bp = Blueprint("files", __name__, url_prefix="/files")


@bp.get("/<int:file_id>")
@login_required
def show(file_id):
    record = db.session.get(StoredFile, file_id)
    if record is None:
        abort(404)
    return jsonify(id=record.id, name=record.name, bytes=record.size)
