from flask import Blueprint, g, jsonify, request

from backups.models import BackupRequest
from backups.run import run_backup
from auth import owner_required

bp = Blueprint("backups", __name__)


@bp.post("/backups")
@owner_required
def create_backup():
    body = request.get_json()
    try:
        backup = BackupRequest(g.user.tenant_id, str(body["label"]))
    except ValueError as error:
        return jsonify(error=str(error)), 422
    return jsonify(file=run_backup(backup)), 201
