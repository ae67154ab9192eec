from flask import Blueprint, g, jsonify, request

from auth import owner_required
from invitations import invitation_code, send
from models import Invitation, db

bp = Blueprint("invitations", __name__)


@bp.post("/teams/invitations")
@owner_required
def invite():
    code = invitation_code()
    db.session.add(Invitation(team_id=g.user.team_id, email=request.json["email"], code=code))
    db.session.commit()
    send(request.json["email"], code)
    return jsonify(status="sent"), 202
