from flask import Blueprint, abort, jsonify
from flask_login import current_user, login_required

from .models import StoredFile, db

bp = Blueprint("files", __name__, url_prefix="/files")


def ensure_owner(record):
    if record.owner_id != current_user.id:
        abort(404)


@bp.get("/<int:file_id>")
@login_required
def show(file_id):
    record = db.session.get(StoredFile, file_id)
    if record is None:
        abort(404)
    ensure_owner(record)
    return jsonify(id=record.id, name=record.name, bytes=record.size)
