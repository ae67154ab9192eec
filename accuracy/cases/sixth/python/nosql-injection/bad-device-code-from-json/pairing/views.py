from flask import Blueprint, abort, current_app, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_required

from pairing.requests import PairingRequest
from pairing.service import PairingService

bp = Blueprint("pairing", __name__)
limiter = Limiter(get_remote_address, storage_uri="redis://cache:6379/1")


@bp.post("/devices/claim")
@limiter.limit("5/minute")
@login_required
def claim():
    payload = request.get_json()
    try:
        wanted = PairingRequest.from_payload(payload)
    except KeyError:
        abort(400)
    service = PairingService(current_app.extensions["mongo"].devices)
    device = service.claim(wanted, owner=current_user.get_id())
    if device is None:
        abort(404)
    return jsonify(device)
