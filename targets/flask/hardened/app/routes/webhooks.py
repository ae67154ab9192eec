from flask import Blueprint, current_app, jsonify

from app.core import schemas
from app.core.outbound import ping

blueprint = Blueprint("webhooks", __name__, url_prefix="/api/v1/webhooks")


@blueprint.post("/test")
def test():
    wanted = schemas.body(schemas.Webhook)
    return jsonify(status=ping(wanted.url, current_app.config["CLINIC"].webhook_hosts))
