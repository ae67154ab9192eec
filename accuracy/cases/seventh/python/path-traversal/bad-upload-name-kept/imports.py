import os

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024

INBOX = "/srv/imports/inbox"


def target_for(filename):
    stem = filename.strip()
    if not stem.lower().endswith(".csv"):
        return None
    return os.path.join(INBOX, stem)


@app.post("/imports")
def upload_import():
    part = request.files.get("table")
    if part is None or not part.filename:
        return jsonify(error="table is missing"), 400

    target = target_for(part.filename)
    if target is None:
        return jsonify(error="only csv files are taken"), 415

    part.save(target)
    return jsonify(stored=True), 201
