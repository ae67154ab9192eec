import os

from flask import Blueprint, current_app, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

bp = Blueprint("contact", __name__)
limiter = Limiter(get_remote_address)


@bp.post("/contact")
@limiter.limit("5/hour")
def contact():
    body = request.get_json()
    current_app.extensions["mailer"].send(
        receiver=os.environ["CONTACT_ADDRESS"],
        subject="[contact] " + body["subject"],
        text=body["text"][:5000],
        reply_to=body["email"],
    )
    return jsonify(sent=True)
