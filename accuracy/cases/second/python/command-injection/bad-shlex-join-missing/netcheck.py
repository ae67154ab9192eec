import subprocess

from flask import Blueprint, abort, jsonify, request

from auth import operator_required

bp = Blueprint("netcheck", __name__)


@bp.post("/netcheck/trace")
@operator_required
def trace():
    host = request.form.get("host", "")
    if not host:
        abort(400)
    pipeline = f"traceroute -n -w 2 {host} | tail -n 20"
    done = subprocess.run(pipeline, shell=True, capture_output=True, text=True, timeout=30)
    return jsonify(lines=done.stdout.splitlines())
