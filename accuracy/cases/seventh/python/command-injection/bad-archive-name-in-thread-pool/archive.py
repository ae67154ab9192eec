import os
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, jsonify, request

app = Flask(__name__)
pool = ThreadPoolExecutor(max_workers=4)

EXPORTS = "/srv/exports"


def pack(name):
    folder = f"{name}"
    return os.system(f"cd {EXPORTS} && tar czf latest.tgz -- {folder}")


@app.post("/archive")
def archive():
    body = request.get_json(force=True)
    names = body.get("folders", [])
    if not names:
        return jsonify(error="nothing to pack"), 400

    first, *_rest = names
    future = pool.submit(pack, first)
    code = future.result(timeout=60)
    if code != 0:
        return jsonify(error="packing failed"), 500
    return jsonify(status="packed")
