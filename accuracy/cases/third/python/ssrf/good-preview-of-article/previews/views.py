from flask import Blueprint, jsonify, request
from flask_login import login_required

from previews.jobs import preview
from previews.queue import queue

blueprint = Blueprint("previews", __name__)


@blueprint.post("/previews")
@login_required
def create_preview():
    url = request.get_json().get("url", "")
    job = queue.enqueue(preview, url, job_timeout=30)
    return jsonify(job=job.id), 202
