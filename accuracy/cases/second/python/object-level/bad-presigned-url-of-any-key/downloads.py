import boto3
from flask import Blueprint, abort, jsonify

from auth import login_required
from models import Attachment

bp = Blueprint("downloads", __name__)
s3 = boto3.client("s3")


@bp.get("/attachments/<int:attachment_id>/link")
@login_required
def link(attachment_id: int):
    attachment = Attachment.query.get(attachment_id)
    if attachment is None:
        abort(404)
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "attachments", "Key": attachment.key}, ExpiresIn=300)
    return jsonify(url=url)
