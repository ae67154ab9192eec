import os

from flask import Flask, abort, jsonify, request
from redis import Redis
from rq import Queue

from studio.jobs import transcode
from studio.login import editor_required

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
queue = Queue("films", connection=Redis.from_url(os.environ["REDIS_URL"]))


@app.post("/films/<int:film_id>/transcode")
@editor_required
def start(film_id):
    body = request.get_json()
    if not body.get("title"):
        abort(422)
    job = queue.enqueue(transcode, film_id, body["title"], job_timeout=3700)
    return jsonify(job=job.id), 202
