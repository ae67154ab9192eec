from flask import Blueprint, g, jsonify, request
from redis import Redis
from rq import Queue

from feeds.auth import login_required
from feeds.jobs import import_feed

bp = Blueprint("feeds", __name__)
queue = Queue("feeds", connection=Redis.from_url("redis://cache:6379/2"))


@bp.post("/feeds/imports")
@login_required
def start_import():
    body = request.get_json()
    job = queue.enqueue(import_feed, g.user.account_id, body["provider"], body["channel"], job_timeout=60)
    return jsonify(job=job.id), 202
